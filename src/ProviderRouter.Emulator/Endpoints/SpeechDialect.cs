using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>How one provider's speech differs from the common dialect; which fields it knows stands in the rules.</summary>
internal sealed record SpeechDialect(BodyRules Rules)
{
    /// <summary>Checks the model id and says under which name it answers.</summary>
    public required Func<string, string> Resolve { get; init; }

    /// <summary>The formats by the name they are asked for.</summary>
    public required IReadOnlyDictionary<string, SpeechFormat> Formats { get; init; }

    public string DefaultFormat { get; init; } = "mp3";

    /// <summary>The longest input in characters.</summary>
    public int LongestInput { get; init; } = 4096;

    /// <summary>Refuses what the fields' types do not tell.</summary>
    public Action<Utterance>? Check { get; init; }

    /// <summary>How the sound is sent as events, or null if it is sent as bytes.</summary>
    public Func<Utterance, SpeechEvents?> Events { get; init; } = _ => null;

    /// <summary>The fields of the OpenAI dialect.</summary>
    public static Dictionary<string, FieldRule> CommonFields() => new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["input"] = new(FieldKind.Text),
        ["voice"] = new(FieldKind.Text),
        ["response_format"] = new(FieldKind.Text),
        ["speed"] = new(FieldKind.Number, 0.25, 4),
        ["instructions"] = new(FieldKind.Text),
        ["stream_format"] = FieldRule.OneOf("audio", "sse"),
    };
}

/// <summary>What is to be said, and how.</summary>
internal sealed record Utterance(RequestBody Body, string Model, string Text, string Voice, string Format)
{
    public double Speed => Body.Number("speed") ?? 1;
}

/// <summary>A format in which speech is written.</summary>
internal sealed record SpeechFormat(Func<Utterance, string> MediaType, Func<Utterance, byte[]> Write)
{
    public SpeechFormat(string mediaType, Func<Utterance, byte[]> write)
        : this(_ => mediaType, write)
    {
    }
}

/// <summary>How a sound is sent as events: each piece, a last event, an end mark.</summary>
internal sealed record SpeechEvents(Func<byte[], JsonObject> Piece, JsonObject? Last = null, string? Mark = null);
