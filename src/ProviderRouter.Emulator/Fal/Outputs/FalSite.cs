using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Storage;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>Where a request's outputs go: the CDN, its address, and how the request wants its files kept.</summary>
internal sealed record FalSite(FalFiles Files, string Cdn, DateTimeOffset Now, FalLifecycle Lifecycle)
{
    /// <summary>Keeps a file and describes it as every output does.</summary>
    public JsonObject Publish(string name, byte[] content, string mediaType)
    {
        var path = Files.Add(new FalFile(name, mediaType, content, Now + Lifecycle.Lifetime, Lifecycle.Access));
        return new JsonObject
        {
            ["url"] = Cdn + path,
            ["content_type"] = mediaType,
            ["file_name"] = path[(path.LastIndexOf('/') + 1)..],
            ["file_size"] = content.Length,
        };
    }
}
