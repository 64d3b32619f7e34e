using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>How one provider's text completions differ from the common dialect; which fields it knows stands in the rules.</summary>
internal sealed record CompletionDialect(BodyRules Rules)
{
    /// <summary>Checks the request's model and says under which name it answers.</summary>
    public required Func<CompletionRequest, string> Resolve { get; init; }

    /// <summary>Whether the body must name a model; not where the path does.</summary>
    public bool NeedsModel { get; init; } = true;

    /// <summary>Whether the prompt must be one string; elsewhere it may be several, or tokens.</summary>
    public bool TakesOnePrompt { get; init; }

    /// <summary>Whether an echoed prompt leads the text; elsewhere it has a place of its own.</summary>
    public bool EchoesInText { get; init; } = true;

    /// <summary>The length if none is asked for; null for as long as it gets.</summary>
    public int? DefaultMaxTokens { get; init; }

    /// <summary>Whether a stream tells its usage on the chunk that finishes, not on one of its own.</summary>
    public bool UsageOnFinish { get; init; }

    /// <summary>Whether a stream tells its usage unasked.</summary>
    public bool UsageUnasked { get; init; }

    public string IdPrefix { get; init; } = "cmpl-";

    public string ObjectName { get; init; } = "text_completion";

    public string ChunkName { get; init; } = "text_completion";

    /// <summary>How a model's text ends when nothing cuts it.</summary>
    public Func<string, string> NaturalEnd { get; init; } = _ => "stop";

    /// <summary>Adds to a choice of an answer in one piece.</summary>
    public Action<CompletionRequest, CompletionChoice, JsonObject>? Choice { get; init; }

    /// <summary>Adds to an answer in one piece.</summary>
    public Action<CompletionRequest, JsonObject>? Finish { get; init; }

    /// <summary>Adds to a chunk, given the token it brings; the last chunk of a choice brings none.</summary>
    public Action<CompletionRequest, CompletionChoice, string?, JsonObject>? Chunk { get; init; }

    /// <summary>The fields of the OpenAI dialect.</summary>
    public static Dictionary<string, FieldRule> CommonFields() => new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["prompt"] = new(FieldKind.TextOrList),
        ["suffix"] = new(FieldKind.Text),
        ["max_tokens"] = new(FieldKind.Integer, 0),
        ["temperature"] = new(FieldKind.Number, 0, 2),
        ["top_p"] = new(FieldKind.Number, 0, 1),
        ["n"] = new(FieldKind.Integer, 1, 128),
        ["best_of"] = new(FieldKind.Integer, 1, 20),
        ["stream"] = new(FieldKind.Flag),
        ["stream_options"] = new(FieldKind.Object),
        ["logprobs"] = new(FieldKind.Integer, 0, 5),
        ["echo"] = new(FieldKind.Flag),
        ["stop"] = new(FieldKind.TextOrList),
        ["presence_penalty"] = new(FieldKind.Number, -2, 2),
        ["frequency_penalty"] = new(FieldKind.Number, -2, 2),
        ["logit_bias"] = new(FieldKind.Object),
        ["seed"] = new(FieldKind.Integer),
        ["user"] = new(FieldKind.Text),
    };
}

/// <summary>A checked request for completions.</summary>
internal sealed record CompletionRequest(RequestBody Body, string Model, IReadOnlyList<string> Prompts, int PromptTokens, ulong Hash)
{
    public bool Stream => Body.Flag("stream");

    public bool IncludeUsage { get; init; }

    public bool Echo => Body.Flag("echo");

    public int Choices => Body.Integer("n") ?? 1;

    public int? MaxTokens { get; init; }

    public int? Logprobs => Body.Integer("logprobs");

    public IReadOnlyList<string> Stops { get; init; } = [];
}

/// <summary>One of the answer's choices: its tokens, led by those of the prompt if it is echoed.</summary>
internal sealed record CompletionChoice(int Index, IReadOnlyList<string> Tokens, int NewTokens, string FinishReason)
{
    public string Text => string.Concat(Tokens);
}
