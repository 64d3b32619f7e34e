using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Errors as problem details: <c>{"title","detail","status"}</c>.</summary>
internal static class ReplicateErrors
{
    public static WireException Create(int status, string? title, string detail)
    {
        var body = new JsonObject();
        if (title is not null)
        {
            body["title"] = title;
        }

        body["detail"] = detail;
        body["status"] = status;
        return new WireException(status, body, "application/problem+json");
    }

    public static WireException NotFound() => Create(404, null, "The requested resource could not be found.");

    public static WireException InvalidVersion() => Create(
        422,
        "Invalid version or not permitted",
        "The specified version does not exist (or perhaps you don't have permission to use it?)");
}
