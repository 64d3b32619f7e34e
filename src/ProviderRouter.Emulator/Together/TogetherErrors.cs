using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>Errors as <c>{"id","error":{"message","type","param","code"}}</c>.</summary>
internal static class TogetherErrors
{
    public static WireException Create(int status, string message, string? field = null, string? code = null)
    {
        var body = new JsonObject
        {
            ["id"] = "oEmulat-err-" + StableHash.Of(message).ToString("x16", CultureInfo.InvariantCulture),
            ["error"] = new JsonObject
            {
                ["message"] = message,
                ["type"] = TypeOf(status),
                ["param"] = field,
                ["code"] = code is "invalid_value" or "missing_required_parameter" or "unknown_parameter" ? "invalid_parameter" : code,
            },
        };
        if (status == 429)
        {
            body["error_type"] = "dynamic_request_limited";
        }

        return new WireException(status, body);
    }

    /// <summary>A model that is not there, or not without a machine of one's own.</summary>
    public static WireException NoModel(string id) => Create(
        404, $"Unable to access model {id}. Please visit https://api.together.ai/models to view the list of supported models.", null, "model_not_available");

    /// <summary>More tokens than a model reads, which is no matter of permission although the status says so.</summary>
    public static WireException TooLong(int context, int prompt, int more) => Create(
        403,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Input validation error: `inputs` tokens + `max_new_tokens` must be <= {context}. Given: {prompt} `inputs` tokens and {more} `max_new_tokens`"),
        "max_tokens");

    private static string TypeOf(int status) => status switch
    {
        429 => "dynamic_request_limited",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
