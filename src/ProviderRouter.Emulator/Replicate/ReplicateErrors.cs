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

    /// <summary>The error that goes with a status, where nothing more is known.</summary>
    public static WireException Of(int status, string message) => status switch
    {
        400 => Create(400, null, "Invalid input"),
        402 => Create(402, "Insufficient credit", "You have insufficient credit to run this model."),
        404 => NotFound(),
        429 => Throttled(),
        >= 500 => Create(status, null, "Internal server error"),
        _ => Create(status, null, message),
    };

    public static WireException Unauthorized() =>
        Create(401, "Unauthenticated", "You did not pass a valid authentication token");

    public static WireException NotFound() => Create(404, null, "The requested resource could not be found.");

    public static WireException InvalidVersion() => Create(
        422,
        "Invalid version or not permitted",
        "The specified version does not exist (or perhaps you don't have permission to use it?)");

    private static WireException Throttled()
    {
        var refusal = Create(429, "Request was throttled", "Request was throttled. Your rate limit resets in ~1s.");
        return new WireException(429, refusal.Body, refusal.ContentType) { Headers = [("ratelimit-remaining", "0"), ("ratelimit-reset", "1")] };
    }
}
