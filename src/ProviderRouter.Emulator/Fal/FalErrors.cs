using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal;

/// <summary>
/// fal's errors. A model's own carry a list under <c>detail</c>, those of the machinery around it a text and a type.
/// </summary>
internal static class FalErrors
{
    private const string Reference = "https://docs.fal.ai/errors/#";

    public static WireException Text(int status, string detail) => new(status, new JsonObject { ["detail"] = detail });

    public static WireException Machinery(int status, string detail, string type) =>
        new(status, new JsonObject { ["detail"] = detail, ["error_type"] = type }) { Headers = [("X-Fal-Error-Type", type)] };

    /// <summary>Faults of the input, which no other attempt mends.</summary>
    public static WireException Invalid(params JsonNode[] problems) =>
        new(422, new JsonObject { ["detail"] = new JsonArray(problems) }) { Headers = [("X-Fal-Retryable", "false")] };

    /// <summary>A failure of the model or of a service behind it.</summary>
    public static WireException Failed(int status, string message, string type, JsonNode? input, bool isRetryable) =>
        new(status, new JsonObject { ["detail"] = new JsonArray(Problem(type, message, ["body"], input)) })
        {
            Headers = [("X-Fal-Retryable", isRetryable ? "true" : "false")],
        };

    /// <summary>One entry of the list under <c>detail</c>. fal's own types are explained in its reference, pydantic's are not.</summary>
    public static JsonObject Problem(string type, string message, JsonArray place, JsonNode? input, JsonObject? context = null)
    {
        var problem = new JsonObject { ["loc"] = place, ["msg"] = message, ["type"] = type };
        if (type is not ("missing" or "literal_error" or "json_invalid") && !type.EndsWith("_type", StringComparison.Ordinal)
            && !type.EndsWith("_parsing", StringComparison.Ordinal))
        {
            problem["url"] = Reference + type;
        }

        if (context is not null)
        {
            problem["ctx"] = context;
        }

        problem["input"] = input;
        return problem;
    }

    public static WireException Unauthenticated(string app) =>
        Text(401, $"Cannot access application \"{app}\". Authentication is required to access this application.");

    public static WireException UnknownApp(string app) => Text(404, $"Application \"{app.Split('/')[^1]}\" not found");

    public static WireException UnknownPath(string path) => Text(404, $"Path /{path} not found");

    /// <summary>The queue's own answers, which are a word in capitals.</summary>
    public static WireException Queue(int status, string word) => new(status, new JsonObject { ["status"] = word });

    /// <summary>What fal would say with a status that is asked for.</summary>
    public static WireException Of(int status, string message) => status switch
    {
        401 => Text(401, "No user found for Key ID and Secret"),
        403 => Text(403, "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing."),
        422 => Invalid(Problem("value_error", message, ["body"], null)),
        429 => Machinery(429, "You have reached the maximum number of concurrent requests.", "concurrent_requests_limit"),
        499 => Machinery(499, "The client cancelled the request", "client_cancelled"),
        500 => Failed(500, "Internal server error", "internal_server_error", null, isRetryable: true),
        502 => Machinery(502, "The runner's response was incomplete", "runner_incomplete_response"),
        503 => Machinery(503, "Failed to schedule a runner", "runner_scheduling_failure"),
        504 => Machinery(504, "Request timed out", "request_timeout"),
        _ => Text(status, message),
    };
}
