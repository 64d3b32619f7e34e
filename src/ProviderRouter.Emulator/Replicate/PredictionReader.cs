using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Checks the body of a new prediction.</summary>
internal static partial class PredictionReader
{
    /// <summary>The body's top level, which is closed.</summary>
    public static JsonElement ReadTop(Protocol protocol, Exchange exchange, bool takesVersion)
    {
        var root = protocol.ReadObject(exchange);
        var problems = new Problems();
        foreach (var field in root.EnumerateObject())
        {
            switch (field.Name)
            {
                case "input" when field.Value.ValueKind != JsonValueKind.Object:
                    problems.Add("invalid_type", "input", "Invalid type. Expected: object, given: " + field.Value.ValueKind);
                    break;
                case "version" when takesVersion && field.Value.ValueKind != JsonValueKind.String:
                    problems.Add("invalid_type", "version", "Invalid type. Expected: string, given: " + field.Value.ValueKind);
                    break;
                case "webhook" when !IsHttps(field.Value):
                    problems.Add("format", "webhook", "Must be an https URL");
                    break;
                case "input" or "webhook" or "webhook_events_filter" or "stream":
                case "version" when takesVersion:
                    break;
                default:
                    problems.Add("additional_property_not_allowed", "(root)", $"Additional property {field.Name} is not allowed");
                    break;
            }
        }

        if (!root.TryGetProperty("input", out _))
        {
            problems.Add("required", "(root)", "input is required");
        }

        if (takesVersion && !root.TryGetProperty("version", out _))
        {
            problems.Add("required", "(root)", "version is required");
        }

        problems.Throw();
        return root;
    }

    /// <summary>The input against the model's schema; fields the schema does not name pass.</summary>
    public static void CheckInput(ReplicateModel model, JsonElement input)
    {
        var problems = new Problems();
        foreach (var field in model.Input.Values)
        {
            if (!input.TryGetProperty(field.Name, out var value))
            {
                if (field.IsRequired)
                {
                    problems.Add("required", "input", field.Name + " is required");
                }
            }
            else if (field.Problem(value) is { } problem)
            {
                problems.Add(problem.Type, "input." + field.Name, problem.Description);
            }
        }

        problems.Throw();
    }

    /// <summary>The seconds of <c>Prefer: wait=n</c>, at most 60; null if the client does not wait.</summary>
    public static int? Wait(Exchange exchange)
    {
        if (exchange.Header("Prefer") is not { } prefer || WaitPattern().Match(prefer) is not { Success: true } match)
        {
            return null;
        }

        return int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var seconds) ? Math.Clamp(seconds, 1, 60) : 60;
    }

    /// <summary>The span of <c>Cancel-After</c>, such as 90, 30s or 1h30m.</summary>
    public static TimeSpan? CancelAfter(Exchange exchange)
    {
        if (exchange.Header("Cancel-After") is not { } text)
        {
            return null;
        }

        var match = SpanPattern().Match(text.Trim());
        var span = TimeSpan.FromSeconds((Part(match, 1) * 3600) + (Part(match, 2) * 60) + Part(match, 3));
        return match.Success && span >= TimeSpan.FromSeconds(5) && span <= TimeSpan.FromDays(1)
            ? span
            : throw ReplicateErrors.Create(400, "Bad Request", "Cancel-After must be between 5 seconds and 24 hours.");
    }

    private static int Part(Match match, int group) =>
        int.TryParse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsHttps(JsonElement value) => value.ValueKind == JsonValueKind.String
        && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var address) && address.Scheme == "https";

    [GeneratedRegex(@"\bwait(?:=(\d+))?")]
    private static partial Regex WaitPattern();

    [GeneratedRegex(@"^(?=\d)(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s?)?$")]
    private static partial Regex SpanPattern();

    /// <summary>Collects what is wrong and throws it in one answer.</summary>
    private sealed class Problems
    {
        private readonly JsonArray _fields = [];
        private string _detail = string.Empty;

        public void Add(string type, string field, string description)
        {
            _fields.Add(new JsonObject { ["type"] = type, ["field"] = field, ["description"] = description });
            _detail += $"- {field}: {description}\n";
        }

        public void Throw()
        {
            if (_fields.Count > 0)
            {
                var refusal = ReplicateErrors.Create(422, "Input validation failed", _detail);
                refusal.Body["invalid_fields"] = _fields;
                throw refusal;
            }
        }
    }
}
