using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Hub;

/// <summary>Writes models as the Hub's API does: the fields that are asked for by <c>expand[]</c>, or the usual ones.</summary>
internal sealed class HubWriter
{
    private static readonly string[] Expandable =
        ["inferenceProviderMapping", "inference", "pipeline_tag", "tags", "downloads", "likes", "private", "gated", "library_name", "author"];

    private static readonly string[] Usual = ["pipeline_tag", "tags", "downloads", "likes", "private"];

    private readonly IReadOnlyList<string> _fields;
    private readonly bool _hasKey;

    public HubWriter(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        var asked = query["expand[]"].Concat(query["expand"]).OfType<string>().Where(field => field.Length > 0).ToList();
        if (asked.Find(field => !Expandable.Contains(field)) is { } unknown)
        {
            throw HuggingFaceErrors.Create(400, $"\"expand\" must be one of [{string.Join(", ", Expandable)}], not {unknown}");
        }

        _fields = asked.Count > 0 ? asked : Usual;
        _hasKey = exchange.Header("Authorization") is not null;
    }

    /// <summary>24 hexadecimal digits, as the Hub's database gives them.</summary>
    public static string IdOf(string name) =>
        StableHash.Of(name).ToString("x16", CultureInfo.InvariantCulture) + StableHash.Of(name, 1).ToString("x16", CultureInfo.InvariantCulture)[..8];

    public JsonObject Write(HubModel model, bool listsProviders)
    {
        var node = new JsonObject { ["_id"] = IdOf(model.Id), ["id"] = model.Id };
        foreach (var field in _fields)
        {
            Add(node, model, field, listsProviders);
        }

        return node;
    }

    private void Add(JsonObject node, HubModel model, string field, bool listsProviders)
    {
        switch (field)
        {
            case "inferenceProviderMapping" when model.Mappings.Count > 0:
                node[field] = listsProviders ? List(model) : Object(model);
                break;
            case "inferenceProviderMapping":
                // The field is left out where nobody serves the model.
                break;
            case "inference" when model.Mapping("hf-inference") is { Status: "live" }:
                node[field] = "warm";
                break;
            case "inference":
                break;
            case "pipeline_tag":
                node[field] = model.PipelineTag;
                break;
            case "tags":
                node[field] = new JsonArray([model.PipelineTag, .. model.Tags.Select(tag => (JsonNode)tag)]);
                break;
            case "author":
                node[field] = model.Id.Split('/')[0];
                break;
            case "library_name":
                node[field] = model.Tags.Contains("lora") ? "diffusers" : "transformers";
                break;
            case "private" or "gated":
                node[field] = false;
                break;
            default:
                node[field] = (int)(StableHash.Of(model.Id + field) % 100000);
                break;
        }
    }

    private JsonArray List(HubModel model) => new([.. Ordered(model).Select(mapping =>
    {
        var entry = Describe(model, mapping);
        entry.Insert(0, "provider", mapping.Provider);
        entry.Insert(1, "hfModelId", model.Id);
        entry["type"] = mapping.AdapterWeightsPath is null ? "single-model" : "tag-filter";
        return entry;
    })]);

    private JsonObject Object(HubModel model)
    {
        var mappings = new JsonObject();
        foreach (var mapping in Ordered(model))
        {
            var entry = Describe(model, mapping);
            entry["isModelAuthor"] = false;
            mappings[mapping.Provider] = entry;
        }

        return mappings;
    }

    private static JsonObject Describe(HubModel model, HubMapping mapping)
    {
        var entry = new JsonObject { ["status"] = mapping.Status, ["providerId"] = mapping.ProviderId, ["task"] = model.Task };
        if (mapping.AdapterWeightsPath is { } weights)
        {
            entry["adapter"] = "lora";
            entry["adapterWeightsPath"] = weights;
        }

        return entry;
    }

    /// <summary>The order of the user's preferences, if there is a user.</summary>
    private IEnumerable<HubMapping> Ordered(HubModel model) => _hasKey
        ? model.Mappings.OrderBy(mapping => HubModels.Preference.Contains(mapping.Provider) ? HubModels.Preference.ToList().IndexOf(mapping.Provider) : int.MaxValue)
        : model.Mappings;
}
