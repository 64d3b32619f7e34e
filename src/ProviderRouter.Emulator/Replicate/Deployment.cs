using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Replicate.Models;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>A model's version on hardware of its own, under a name of its own. The emulator's account has a few.</summary>
internal sealed record Deployment(string Owner, string Name, ReplicateModel Model, string Version, string Hardware)
{
    private static readonly Deployment[] Known =
    [
        Of("chat", "meta/meta-llama-3-8b-instruct", "gpu-a100-large"),
        Of("pictures", "stability-ai/sdxl", "gpu-l40s"),
        Of("speech", "jaaari/kokoro-82m", "gpu-t4"),
        Of("videos", "wan-video/wan-2.2-t2v-fast", "gpu-h100"),
    ];

    public static Deployment? Find(string id) => Array.Find(Known, deployment => $"{deployment.Owner}/{deployment.Name}" == id);

    public static IEnumerable<(long Key, Func<JsonNode> Write)> All() => Known.Select((deployment, index) => ((long)index, (Func<JsonNode>)deployment.Write));

    public JsonObject Write() => new()
    {
        ["owner"] = Owner,
        ["name"] = Name,
        ["current_release"] = new JsonObject
        {
            ["number"] = 1,
            ["model"] = Model.Id,
            ["version"] = Version,
            ["created_at"] = "2026-01-15T16:32:57.018467Z",
            ["created_by"] = Account.Write(),
            ["configuration"] = new JsonObject { ["hardware"] = Hardware, ["min_instances"] = 0, ["max_instances"] = 2 },
        },
    };

    private static Deployment Of(string name, string modelId, string hardware)
    {
        var model = ModelCatalogue.Find(modelId)!;
        return new Deployment(Account.Name, name, model, model.Versions[0], hardware);
    }
}
