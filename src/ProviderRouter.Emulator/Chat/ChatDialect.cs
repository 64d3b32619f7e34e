using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Chat;

/// <summary>How one provider's chat differs from the common dialect.</summary>
internal sealed class ChatDialect(Protocol protocol)
{
    public Protocol Protocol { get; } = protocol;

    /// <summary>Fields beyond the common ones, with their rules.</summary>
    public IReadOnlyDictionary<string, FieldRule> Extras { get; init; } = new Dictionary<string, FieldRule>();

    /// <summary>Whether the body must name a model; not where the path does.</summary>
    public bool NeedsModel { get; init; } = true;

    /// <summary>Whether a field outside the list is an error.</summary>
    public bool RefusesUnknown { get; init; }

    /// <summary>Whether a field that is there but null is an error.</summary>
    public bool RefusesNull { get; init; }

    /// <summary>Whether a stream tells its usage unasked, on the chunk that finishes.</summary>
    public bool UsageOnFinish { get; init; }

    /// <summary>Whether every delta of a tool call repeats its id.</summary>
    public bool RepeatsToolCallIds { get; init; }

    /// <summary>Whether reasoning tokens are counted apart.</summary>
    public bool CountsReasoning { get; init; } = true;

    /// <summary>Whether a schema may stand without its name, a grammar is a format and "any" a tool choice.</summary>
    public bool IsGenerous { get; init; }

    /// <summary>Whether a usage that is asked for comes on the chunk that finishes, not on one of its own.</summary>
    public bool AskedUsageOnFinish { get; init; }

    /// <summary>Whether a stream begins with a chunk that only tells the role.</summary>
    public bool OpensWithRole { get; init; } = true;

    /// <summary>Whether a schema may stand in the format itself, and a regular expression is a format.</summary>
    public bool TakesFlatSchema { get; init; }

    /// <summary>Whether a tool may be chosen by its bare name.</summary>
    public bool TakesToolName { get; init; }

    /// <summary>The formats a sound in a message may have.</summary>
    public IReadOnlyList<string> SoundFormats { get; init; } = ["wav", "mp3"];

    /// <summary>The name under which reasoning is written.</summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    /// <summary>How a model's answer ends when nothing cuts it.</summary>
    public Func<string, string> NaturalEnd { get; init; } = _ => "stop";

    /// <summary>Whether fields of the provider's own ask for reasoning, given the request's body.</summary>
    public Func<JsonElement, bool> Thinks { get; init; } = _ => false;

    /// <summary>The usage in a form of the provider's own.</summary>
    public Func<ChatAnswer, JsonObject>? Usage { get; init; }

    /// <summary>Adds to a choice of an answer in one piece.</summary>
    public Action<ChatRequest, ChatChoice, JsonObject>? Choice { get; init; }

    /// <summary>Adds to a choice of a chunk, given the token it brings, if it brings one.</summary>
    public Action<ChatRequest, ChatChoice, string?, JsonObject>? Chunk { get; init; }

    /// <summary>Adds to a finished answer in one piece, given the request's body.</summary>
    public Action<Exchange, JsonElement, ChatAnswer, JsonObject>? Finish { get; init; }

    public string IdPrefix { get; init; } = "chatcmpl-";

    public WireException Invalid(string message, string? field = null) =>
        Protocol.Error(400, message, field, code: null);
}

internal enum FieldKind
{
    Any,
    Text,
    Flag,
    Integer,
    Number,
    List,
    Object,
    TextOrList,
    TextOrObject,
    FlagOrInteger,
    Effort,
}

/// <summary>The type and range of a request field.</summary>
internal sealed record FieldRule(FieldKind Kind, double Min = double.NegativeInfinity, double Max = double.PositiveInfinity)
{
    /// <summary>The texts a text may be; empty: any.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>What is wrong with a value, or null.</summary>
    public string? Problem(JsonElement value)
    {
        var kind = value.ValueKind;
        var isText = kind == JsonValueKind.String;
        var isFlag = kind is JsonValueKind.True or JsonValueKind.False;
        var isInteger = kind == JsonValueKind.Number && IsWhole(value);
        var fits = Kind switch
        {
            FieldKind.Text => isText,
            FieldKind.Flag => isFlag,
            FieldKind.Integer => isInteger,
            FieldKind.Number => kind == JsonValueKind.Number,
            FieldKind.List => kind == JsonValueKind.Array,
            FieldKind.Object => kind == JsonValueKind.Object,
            FieldKind.TextOrList => isText || kind == JsonValueKind.Array,
            FieldKind.TextOrObject => isText || kind == JsonValueKind.Object,
            FieldKind.FlagOrInteger => isFlag || isInteger,
            FieldKind.Effort => isText || isFlag || isInteger,
            _ => true,
        };
        if (!fits)
        {
            return $"expected {Describe()}, but got {Name(value)} instead";
        }

        if (kind == JsonValueKind.Number && (value.GetDouble() < Min || value.GetDouble() > Max))
        {
            var range = double.IsInfinity(Max) ? FormattableString.Invariant($"of at least {Min}") : FormattableString.Invariant($"between {Min} and {Max}");
            return $"expected a value {range}, but got {value.GetRawText()} instead";
        }

        return isText && Allowed.Count > 0 && !Allowed.Contains(value.GetString()!)
            ? $"expected one of {string.Join(", ", Allowed)}, but got '{value.GetString()}' instead"
            : null;
    }

    private string Describe() => Kind switch
    {
        FieldKind.Text => "a string",
        FieldKind.Flag => "a boolean",
        FieldKind.Integer => "an integer",
        FieldKind.Number => "a number",
        FieldKind.List => "an array",
        FieldKind.Object => "an object",
        FieldKind.TextOrList => "a string or an array",
        FieldKind.TextOrObject => "a string or an object",
        FieldKind.FlagOrInteger => "a boolean or an integer",
        _ => "a string, a boolean or an integer",
    };

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Number => IsWhole(value) ? "an integer" : "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private static bool IsWhole(JsonElement value) =>
        value.TryGetInt64(out _) || value.TryGetUInt64(out _);

    /// <summary>A text out of a few.</summary>
    public static FieldRule OneOf(params string[] allowed) => new(FieldKind.Text) { Allowed = allowed };
}
