using System.Text.Json;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// Replicate's official models, which are kept running: one collection. All that anybody ever pushed would be tens of thousands; those of them that
/// the catalog knows are listed from there.
/// </summary>
internal sealed class ReplicateModelList(ProviderTransport transport) : IModelLister
{
    public bool IsComplete => false;

    public async Task<IReadOnlyList<ListedModel>> ListModelsAsync(TaskContext context, CancellationToken cancellationToken) => await transport.SendAsync(
        context,
        new Exchange(HttpMethod.Get, "v1/collections/official") { Kind = ExchangeKind.Read },
        (response, token) => response.ReadBytesAsync((answer, body) => Read(context.Provider, answer, body), token),
        cancellationToken).ConfigureAwait(false);

    private static List<ListedModel> Read(string provider, ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var list = ReplicateSchemaReader.Member(document.RootElement, "models");
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw response.Fail(body.Span, "the answer is no collection of models");
        }

        var models = new List<ListedModel>(list.GetArrayLength());
        foreach (var model in list.EnumerateArray())
        {
            if (Text(model, "owner") is { } owner && Text(model, "name") is { } name)
            {
                models.Add(new() { Provider = provider, Id = $"{owner}/{name}" });
            }
        }

        return models;
    }

    private static string? Text(JsonElement item, string name) =>
        ReplicateSchemaReader.Member(item, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;
}
