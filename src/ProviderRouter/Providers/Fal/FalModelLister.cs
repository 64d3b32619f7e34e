using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>fal's own list of its models, page by page. Source: fal's reference of its platform API, <c>GET /v1/models</c>.</summary>
internal sealed class FalModelLister(ProviderTransport transport) : IModelLister
{
    private const int MaxPages = 200; // some thousands of models; a cursor that leads nowhere ends here

    public async Task<IReadOnlyList<ListedModel>> ListModelsAsync(TaskContext context, CancellationToken cancellationToken)
    {
        var models = new List<ListedModel>();
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var query = cursor is null ? "status=active" : $"status=active&cursor={Uri.EscapeDataString(cursor)}";
            cursor = await transport.SendAsync(
                context,
                new Exchange(HttpMethod.Get, $"v1/models?{query}") { Kind = ExchangeKind.Read },
                (response, token) => response.ReadBytesAsync((answer, body) => Read(answer, body, context.Provider, models), token),
                cancellationToken).ConfigureAwait(false);
            if (cursor is null)
            {
                break;
            }
        }

        return models;
    }

    private static string? Read(ProviderResponse response, ReadOnlyMemory<byte> body, string provider, List<ListedModel> models)
    {
        using var document = JsonDocument.Parse(body);
        var list = FalJson.Get(document.RootElement, "models");
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw response.Fail(body.Span, "the answer is no list of models");
        }

        foreach (var item in list.EnumerateArray())
        {
            if (FalJson.Text(item, "endpoint_id") is { Length: > 0 } id)
            {
                models.Add(new() { Provider = provider, Id = id, Tasks = TasksOf(FalJson.Text(FalJson.Get(item, "metadata"), "category")) });
            }
        }

        return FalJson.Get(document.RootElement, "has_more").ValueKind == JsonValueKind.True ? FalJson.Text(document.RootElement, "next_cursor") : null;
    }

    // fal's categories are tasks of Hugging Face's, with a few names of its own.
    private static string[] TasksOf(string? category) => category switch
    {
        null or "" => [],
        "llm" => [InferenceTasks.Chat.Name],
        "vision" => [InferenceTasks.ImageToText.Name, InferenceTasks.VisualQuestionAnswering.Name],
        "speech-to-text" => [InferenceTasks.SpeechToText.Name],
        _ => [category],
    };
}
