using System.Text.Json.Nodes;
using ProviderRouter.Emulator.HuggingFace.Hub;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>The chat models of the router with what it knows of their providers, and the choice among these.</summary>
internal static class RouterModels
{
    private const int ContextLength = 131072;

    public static JsonObject List() => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. Chatting().Select(Describe)]),
    };

    public static JsonObject? Single(string id) => Chatting().FirstOrDefault(model => model.Id == id) is { } model ? Describe(model) : null;

    /// <summary>The provider that a policy or a name chooses for a model of the table; null if there is none.</summary>
    public static string? Choose(HubModel model, string suffix, IReadOnlyList<string> known)
    {
        var usable = model.Mappings.Where(mapping => mapping.Status != "staging" && known.Contains(mapping.Provider)).ToList();
        var live = usable.Where(mapping => mapping.Status == "live");
        return (model.Task != "conversational" ? null : suffix switch
        {
            "fastest" => live.MaxBy(mapping => mapping.Throughput),
            "cheapest" => live.MinBy(mapping => mapping.Price?.Output ?? double.MaxValue),
            "preferred" => HubModels.Preference.Select(provider => live.FirstOrDefault(mapping => mapping.Provider == provider)).FirstOrDefault(found => found is not null) ?? live.FirstOrDefault(),
            _ => usable.Find(mapping => mapping.Provider == suffix),
        })?.Provider;
    }

    private static IEnumerable<HubModel> Chatting() => HubModels.All.Where(model => model.Task == "conversational");

    private static JsonObject Describe(HubModel model)
    {
        var modalities = model.PipelineTag == "image-text-to-text" ? new JsonArray("text", "image") : new JsonArray("text");
        return new JsonObject
        {
            ["id"] = model.Id,
            ["object"] = "model",
            ["created"] = 1760000000,
            ["owned_by"] = model.Id.Split('/')[0],
            ["architecture"] = new JsonObject { ["input_modalities"] = modalities, ["output_modalities"] = new JsonArray("text") },
            ["providers"] = new JsonArray([.. model.Mappings.Where(mapping => mapping.Status != "staging").Select(Describe)]),
        };
    }

    /// <summary>Of a provider that tells no price, hardly anything is known.</summary>
    private static JsonObject Describe(HubMapping mapping)
    {
        var node = new JsonObject { ["provider"] = mapping.Provider, ["status"] = mapping.Status };
        if (mapping.Price is { } price)
        {
            node["context_length"] = ContextLength;
            node["pricing"] = new JsonObject { ["input"] = price.Input, ["output"] = price.Output };
            node["supports_tools"] = true;
            node["supports_structured_output"] = true;
            node["first_token_latency_ms"] = 400;
            node["throughput"] = mapping.Throughput;
        }

        node["is_model_author"] = false;
        return node;
    }
}
