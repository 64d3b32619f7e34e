using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>The language models of the router, each with what the cheapest of its providers takes. Source: wire notes of Hugging Face, §3.</summary>
internal sealed class RouterModels(ProviderTransport transport) : IModelLister
{
    public Task<IReadOnlyList<ListedModel>> ListModelsAsync(TaskContext context, CancellationToken cancellationToken) => transport.SendAsync(
        context,
        new Exchange(HttpMethod.Get, "v1/models") { Kind = ExchangeKind.Read },
        (response, token) => response.ReadBytesAsync<IReadOnlyList<ListedModel>>((answer, body) => Read(context.Provider, answer, body), token),
        cancellationToken);

    private static List<ListedModel> Read(string provider, ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("data"u8, out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw response.Fail(body.Span, "the answer holds no list of models");
        }

        var models = new List<ListedModel>(data.GetArrayLength());
        foreach (var model in data.EnumerateArray())
        {
            if (model.ValueKind == JsonValueKind.Object && model.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String)
            {
                models.Add(Describe(new() { Provider = provider, Id = id.GetString()! }, model));
            }
        }

        return models;
    }

    private static ListedModel Describe(ListedModel model, JsonElement entry)
    {
        CatalogPrice? cheapest = null;
        var context = 0;
        var capabilities = new SortedSet<string>(StringComparer.Ordinal) { "streaming" };
        if (entry.TryGetProperty("providers"u8, out var providers) && providers.ValueKind == JsonValueKind.Array)
        {
            foreach (var provider in providers.EnumerateArray())
            {
                if (provider.ValueKind != JsonValueKind.Object)
                {
                    continue;
                }

                cheapest = Cheaper(cheapest, PriceOf(provider));
                context = Math.Max(context, (int)(Number(provider, "context_length"u8) is > 0 and < int.MaxValue and var length ? length : 0));
                Add(capabilities, provider, "supports_tools"u8, "tools");
                Add(capabilities, provider, "supports_structured_output"u8, "json_schema");
            }
        }

        if (Takes(entry, "image"))
        {
            capabilities.Add("vision");
        }

        return model with
        {
            Tasks = ["conversational"],
            Price = cheapest,
            ContextWindow = context > 0 ? context : null,
            Capabilities = [.. capabilities],
        };
    }

    private static CatalogPrice? PriceOf(JsonElement provider) =>
        provider.TryGetProperty("pricing"u8, out var pricing) && pricing.ValueKind == JsonValueKind.Object
        && Number(pricing, "input"u8) is { } input && Number(pricing, "output"u8) is { } output
            ? new() { Unit = PriceUnit.PerMillionTokens, Input = input, Output = output }
            : null;

    private static CatalogPrice? Cheaper(CatalogPrice? one, CatalogPrice? other) =>
        one is null ? other
        : other is null || one.Input + one.Output <= other.Input + other.Output ? one
        : other;

    private static bool Takes(JsonElement entry, string modality) =>
        entry.TryGetProperty("architecture"u8, out var architecture) && architecture.ValueKind == JsonValueKind.Object
        && architecture.TryGetProperty("input_modalities"u8, out var inputs) && inputs.ValueKind == JsonValueKind.Array
        && inputs.EnumerateArray().Any(input => input.ValueKind == JsonValueKind.String && input.ValueEquals(modality));

    private static void Add(SortedSet<string> capabilities, JsonElement provider, ReadOnlySpan<byte> field, string capability)
    {
        if (provider.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True)
        {
            capabilities.Add(capability);
        }
    }

    private static decimal? Number(JsonElement item, ReadOnlySpan<byte> name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= 0 ? number : null;
}
