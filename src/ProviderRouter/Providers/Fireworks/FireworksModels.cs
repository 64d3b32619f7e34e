using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Lists the models of Fireworks' public catalogue that are served to every key, page by page. Source: wire notes of Fireworks, §8.</summary>
internal sealed class FireworksModels(string provider, ProviderTransport transport) : IModelLister
{
    private const string Path = "v1/accounts/fireworks/models?pageSize=200";
    private const int MaxPages = 100;

    public async Task<IReadOnlyList<ListedModel>> ListModelsAsync(TaskContext context, CancellationToken cancellationToken)
    {
        var models = new List<ListedModel>();
        var next = "";
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var page = 0; page < MaxPages; page++)
        {
            var path = next.Length == 0 ? Path : $"{Path}&pageToken={Uri.EscapeDataString(next)}";
            next = await transport.SendAsync(
                context,
                new Exchange(HttpMethod.Get, path) { Kind = ExchangeKind.Read },
                (response, token) => response.ReadBytesAsync((answer, body) => Read(answer, body, models), token),
                cancellationToken).ConfigureAwait(false);
            if (next.Length == 0 || !known.Add(next)) // a token that comes again leads nowhere new
            {
                return models;
            }
        }

        throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': its list of models has no end after {MaxPages} pages.");
    }

    private string Read(ProviderResponse response, ReadOnlyMemory<byte> body, List<ListedModel> models)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("models"u8, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw response.Fail(body.Span, "the answer lists no models");
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && IsServed(item) && Text(item, "name"u8) is { Length: > 0 } id)
            {
                models.Add(ModelOf(item, id));
            }
        }

        return Text(root, "nextPageToken"u8) ?? "";
    }

    // Most of the catalogue is there to be deployed by who wants it, and answers 404 to everybody else.
    private static bool IsServed(JsonElement item) =>
        Flag(item, "supportsServerless"u8) != false && Text(item, "state"u8) is null or "READY" or "STATE_UNSPECIFIED";

    private ListedModel ModelOf(JsonElement item, string id)
    {
        var capabilities = new List<string>();
        if (Flag(item, "supportsTools"u8) == true)
        {
            capabilities.Add("tools");
        }

        if (Flag(item, "supportsImageInput"u8) == true)
        {
            capabilities.Add("vision");
        }

        return new()
        {
            Provider = provider,
            Id = id,
            Tasks = TasksOf(id, Text(item, "kind"u8), capabilities.Count > 0),
            Capabilities = capabilities,
            ContextWindow = item.TryGetProperty("contextLength"u8, out var length) && length.ValueKind == JsonValueKind.Number && length.TryGetInt32(out var tokens) && tokens > 0 ? tokens : null,
        };
    }

    // A base model of the Hub may be one that talks; only what takes tools or images surely does.
    private static string[] TasksOf(string id, string? kind, bool talks) => kind switch
    {
        "EMBEDDING_MODEL" when id.Contains("rerank", StringComparison.OrdinalIgnoreCase) => [InferenceTasks.TextRanking.Name],
        "EMBEDDING_MODEL" => [InferenceTasks.Embeddings.Name],
        "FLUMINA_BASE_MODEL" when FireworksImageModel.Of(id).Family == FireworksImageFamily.Workflow => [InferenceTasks.TextToImage.Name],
        "FLUMINA_BASE_MODEL" => [InferenceTasks.TextToImage.Name, InferenceTasks.ImageToImage.Name],
        "HF_BASE_MODEL" when talks => [InferenceTasks.Chat.Name],
        _ => [],
    };

    private static string? Text(JsonElement item, ReadOnlySpan<byte> name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool? Flag(JsonElement item, ReadOnlySpan<byte> name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.ValueKind == JsonValueKind.True : null;
}
