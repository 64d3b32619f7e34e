using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Lists the models of a server that speaks OpenAI's protocol. Source: wire notes of the dialect, §8.</summary>
internal sealed class OpenAIModelLister(ProviderTransport transport, OpenAIDialect dialect) : IModelLister
{
    public Task<IReadOnlyList<ListedModel>> ListModelsAsync(TaskContext context, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(HttpMethod.Get, OpenAIDialect.PathFor(dialect.Models.Path, context)) { Kind = ExchangeKind.Read, Headers = dialect.Headers };
        return transport.SendAsync(
            context, exchange, (response, token) => response.ReadBytesAsync<IReadOnlyList<ListedModel>>((answer, body) => Read(context, answer, body), token), cancellationToken);
    }

    private List<ListedModel> Read(TaskContext context, ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (ErrorBody.IsError(root))
        {
            throw response.Fail(body.Span, "the answer is an error");
        }

        if (ListOf(root) is not { ValueKind: JsonValueKind.Array } list)
        {
            throw response.Fail(body.Span, "the answer holds no list of models");
        }

        var models = new List<ListedModel>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            if (ListedModelReader.Read(context.Provider, item, dialect.Models) is { } model)
            {
                models.Add(model);
            }
        }

        return models;
    }

    private static JsonElement? ListOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? root // Together
        : root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("data"u8, out var list) || root.TryGetProperty("models"u8, out list)) ? list
        : null;
}
