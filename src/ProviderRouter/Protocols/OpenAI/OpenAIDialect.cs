using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>In what a server that speaks OpenAI's protocol differs from the others; data, so that a new one needs no code.</summary>
internal sealed record OpenAIDialect
{
    public static OpenAIDialect Default { get; } = new();

    /// <summary>The path below the base address; in every path <c>{model}</c> stands for the model, for servers that want it there.</summary>
    public string ChatPath { get; init; } = "chat/completions";

    public string CompletionsPath { get; init; } = "completions";

    public EmbeddingsDialect Embeddings { get; init; } = new();

    public RankingDialect Ranking { get; init; } = new();

    public TranscriptionDialect Transcription { get; init; } = new();

    public ImagesDialect Images { get; init; } = new();

    public SpeechDialect Speech { get; init; } = new();

    public ModelsDialect Models { get; init; } = new();

    /// <summary>OpenAI's own reasoning models take <c>max_completion_tokens</c>; everyone else knows <c>max_tokens</c>, and Fireworks refuses both at once.</summary>
    public string MaxTokensField { get; init; } = "max_tokens";

    /// <summary>Whether the server knows <c>stream_options</c>; it then sends the usage of a stream.</summary>
    public bool SendsStreamOptions { get; init; } = true;

    /// <summary>Whether a chat's <c>logprobs</c> is the number of likely tokens, as in completions, instead of a flag beside that number.</summary>
    public bool CountsLogProbabilities { get; init; }

    /// <summary>Whether the role <c>developer</c> is known; elsewhere it is written as <c>system</c>.</summary>
    public bool KnowsDeveloperRole { get; init; }

    /// <summary>The field of a message that gives a model its thoughts back while it calls tools; null where there is none.</summary>
    public string? ReasoningField { get; init; }

    /// <summary>How an answer that broke off is given to the server to go on from.</summary>
    public PrefillDialect Prefill { get; init; } = PrefillDialect.None;

    /// <summary>Whether the server takes sounds at an address; most take their bytes alone.</summary>
    public bool KnowsAudioAddresses { get; init; }

    /// <summary>Whether the server fetches images at an address; elsewhere they are fetched here and sent.</summary>
    public bool KnowsImageAddresses { get; init; } = true;

    /// <summary>The server's words for efforts of reasoning that it does not know by OpenAI's names.</summary>
    public FrozenDictionary<string, string> ReasoningEfforts { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Headers of every call.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Wire fields that the server refuses or ignores; a request that sets one gets a warning instead.</summary>
    public FrozenSet<string> Omits { get; init; } = [];

    /// <summary>What single models do not take; the first rule of a model is its only one.</summary>
    public IReadOnlyList<ModelRule> ModelRules { get; init; } = [];

    /// <summary>The server's own names for fields that are single values, by OpenAI's.</summary>
    public FrozenDictionary<string, string> Renames { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The server's name for a field.</summary>
    public string NameOf(string field) => Renames.Count == 0 ? field : Renames.GetValueOrDefault(field, field);

    /// <summary>Whether a server has a field for a setting; that it has none is said.</summary>
    /// <param name="context">The call.</param>
    /// <param name="field">The field's name on the wire; null for none.</param>
    /// <param name="setting">The name of the request's property.</param>
    public static bool Knows(TaskContext context, [NotNullWhen(true)] string? field, string setting)
    {
        context.WarnIf(field is null, setting, $"Not sent: '{context.Provider}' has no such field; a server's own can be set by ProviderParameters.");
        return field is not null;
    }

    /// <summary>Whether a field that is set is to be written: not when the caller's own parameters hold it, nor when the server does not take it, which is said.</summary>
    /// <param name="context">The call.</param>
    /// <param name="field">The field's name on the wire.</param>
    /// <param name="setting">The name of the request's property.</param>
    public bool Takes(TaskContext context, string field, string setting)
    {
        if (context.Overrides(field))
        {
            return false;
        }

        if (Omits.Contains(field))
        {
            context.Warn(setting, $"Not sent: '{context.Provider}' does not take '{field}'.");
            return false;
        }

        foreach (var rule in ModelRules)
        {
            if (rule.IsFor(context.Model))
            {
                context.WarnIf(rule.Omits.Contains(field), setting, $"Not sent: this model does not take '{field}'.");
                return !rule.Omits.Contains(field);
            }
        }

        return true;
    }

    /// <summary>A path with the model in its place.</summary>
    public static string PathFor(string path, TaskContext context) => path.TrimStart('/').Replace("{model}", context.Model, StringComparison.Ordinal);
}
