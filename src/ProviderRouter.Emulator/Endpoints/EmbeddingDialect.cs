using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>How one provider's embeddings differ from the common dialect; which fields it knows stands in the rules.</summary>
internal sealed record EmbeddingDialect(BodyRules Rules)
{
    /// <summary>Checks the model id and says under which name it answers.</summary>
    public required Func<string, string> Resolve { get; init; }

    /// <summary>The number of dimensions of a model.</summary>
    public Func<string, int> Size { get; init; } = _ => 768;

    /// <summary>Whether a model's vectors may be asked for with fewer dimensions.</summary>
    public Func<string, bool> CanShorten { get; init; } = _ => true;

    /// <summary>The length of the vectors that a request asks for; 1 is a normalized one.</summary>
    public Func<RequestBody, float> Length { get; init; } = _ => 1;

    public int MostInputs { get; init; } = 2048;

    /// <summary>The longest input of a model in tokens.</summary>
    public Func<string, int> MostTokens { get; init; } = _ => 8192;

    /// <summary>Whether an input may be given as numbers of tokens.</summary>
    public bool TakesTokens { get; init; }

    /// <summary>Whether the answer of a model tells its usage.</summary>
    public Func<string, bool> TellsUsage { get; init; } = _ => true;

    /// <summary>The text of an input that is neither a string nor tokens, or null to refuse it.</summary>
    public Func<RequestBody, JsonElement, string?>? ReadObject { get; init; }

    /// <summary>The fields of the OpenAI dialect.</summary>
    public static Dictionary<string, FieldRule> CommonFields() => new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["input"] = new(FieldKind.Any),
        ["encoding_format"] = FieldRule.OneOf("float", "base64"),
        ["dimensions"] = new(FieldKind.Integer, 1),
        ["user"] = new(FieldKind.Text),
    };
}
