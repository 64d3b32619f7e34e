using System.Text.Json;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Replicate.Models;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>Checks the body of a new prediction.</summary>
internal static class PredictionReader
{
    /// <summary>The body's top level, which is closed.</summary>
    public static JsonElement ReadTop(Exchange exchange, bool takesVersion)
    {
        var root = ReplicateBody.Read(exchange);
        var problems = new Problems();
        foreach (var name in takesVersion ? (string[])["version", "input"] : ["input"])
        {
            if (!root.TryGetProperty(name, out _))
            {
                problems.Add("required", string.Empty, name + " is required");
            }
        }

        foreach (var field in root.EnumerateObject())
        {
            switch (field.Name)
            {
                case "input" when field.Value.ValueKind != JsonValueKind.Object:
                    problems.Add(InputField.InvalidType("object", field.Value), field.Name);
                    break;
                case "version" when takesVersion && field.Value.ValueKind != JsonValueKind.String:
                case "webhook" when field.Value.ValueKind != JsonValueKind.String:
                    problems.Add(InputField.InvalidType("string", field.Value), field.Name);
                    break;
                case "stream" when field.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                    problems.Add(InputField.InvalidType("boolean", field.Value), field.Name);
                    break;
                case "webhook" when !IsReceiver(field.Value.GetString()!):
                    problems.Add("format", field.Name, "Must be an https URL");
                    break;
                case "webhook_events_filter":
                    CheckEvents(problems, field.Value);
                    break;
                case "input" or "webhook" or "stream":
                case "version" when takesVersion:
                    break;
                default:
                    problems.Add("additional_property_not_allowed", string.Empty, $"Additional property {field.Name} is not allowed");
                    break;
            }
        }

        problems.Throw();
        return root;
    }

    /// <summary>The webhook of a body that was checked.</summary>
    public static WebhookRequest? Webhook(JsonElement root) => root.TryGetProperty("webhook", out var address)
        ? new WebhookRequest(
            new Uri(address.GetString()!),
            root.TryGetProperty("webhook_events_filter", out var events)
                ? [.. events.EnumerateArray().Select(name => name.GetString()!)]
                : WebhookRequest.Usual)
        : null;

    private static void CheckEvents(Problems problems, JsonElement events)
    {
        if (events.ValueKind != JsonValueKind.Array)
        {
            problems.Add(InputField.InvalidType("array", events), "webhook_events_filter");
            return;
        }

        var at = 0;
        foreach (var name in events.EnumerateArray())
        {
            if (name.ValueKind != JsonValueKind.String || !WebhookRequest.All.Contains(name.GetString()))
            {
                problems.Add(
                    "enum",
                    $"webhook_events_filter.{at}",
                    $"webhook_events_filter.{at} must be one of the following: {string.Join(", ", WebhookRequest.All.Select(known => $"\"{known}\""))}");
            }

            at++;
        }
    }

    // The real server takes https alone; a receiver on loopback has no certificate.
    private static bool IsReceiver(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && Http.Webhook.Accepts(uri);
}
