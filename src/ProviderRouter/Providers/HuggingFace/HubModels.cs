using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>The models of hf-inference, the most popular first, as the Hub lists them. Source: wire notes of Hugging Face, §4.2.</summary>
internal sealed class HubModels(ProviderTransport hub) : IModelLister
{
    private const int Most = 500;

    public Task<IReadOnlyList<ListedModel>> ListModelsAsync(TaskContext context, CancellationToken cancellationToken) => hub.SendAsync(
        context,
        new Exchange(HttpMethod.Get, $"api/models?inference_provider=hf-inference&limit={Most}&expand[]=pipeline_tag") { Kind = ExchangeKind.Read },
        (response, token) => response.ReadBytesAsync<IReadOnlyList<ListedModel>>((answer, body) => Read(context.Provider, answer, body), token),
        cancellationToken);

    private static List<ListedModel> Read(string provider, ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw response.Fail(body.Span, "the answer is no list of models");
        }

        var models = new List<ListedModel>(document.RootElement.GetArrayLength());
        foreach (var model in document.RootElement.EnumerateArray())
        {
            if (Text(model, "id"u8) is { Length: > 0 } id)
            {
                models.Add(new() { Provider = provider, Id = id, Tasks = Text(model, "pipeline_tag"u8) is { } task ? [task] : [] });
            }
        }

        return models;
    }

    private static string? Text(JsonElement item, ReadOnlySpan<byte> name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
