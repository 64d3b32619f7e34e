namespace ProviderRouter;

/// <summary>A text to be continued by a model, without any chat template. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TextGenerationRequest : InferenceRequest
{
    /// <summary>The text that the model continues.</summary>
    public required string Prompt { get; init; }

    /// <summary>The text that follows the gap, for models that fill one in.</summary>
    /// <value>Default: null.</value>
    public string? Suffix { get; init; }

    /// <summary>The most tokens that the answer may have; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How freely the model chooses, from 0 to 2.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Temperature { get; init; }

    /// <summary>The share of probability from which tokens are chosen, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? TopP { get; init; }

    /// <summary>The number of likeliest tokens from which one is chosen.</summary>
    /// <value>Default: null, not limited.</value>
    public int? TopK { get; init; }

    /// <summary>The least probability of a token as a share of the likeliest one's, from 0 to 1.</summary>
    /// <value>Default: null, not limited.</value>
    public double? MinP { get; init; }

    /// <summary>How much tokens are avoided the more often they came, from -2 to 2.</summary>
    /// <value>Default: null, 0 at providers.</value>
    public double? FrequencyPenalty { get; init; }

    /// <summary>How much tokens are avoided that came at all, from -2 to 2.</summary>
    /// <value>Default: null, 0 at providers.</value>
    public double? PresencePenalty { get; init; }

    /// <summary>How much repetition is avoided; 1 is not at all.</summary>
    /// <value>Default: null, 1 at providers.</value>
    public double? RepetitionPenalty { get; init; }

    /// <summary>Texts at which the answer ends; most providers take up to 4.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Makes answers repeatable where the provider can.</summary>
    /// <value>Default: null, random.</value>
    public long? Seed { get; init; }

    /// <summary>How many continuations to make; at least 1.</summary>
    /// <value>Default: null, one.</value>
    public int? Count { get; init; }

    /// <summary>Whether the answer begins with the prompt.</summary>
    /// <value>Default: null, no.</value>
    public bool? Echo { get; init; }

    /// <summary>How many likely tokens the provider lists with their probabilities at each place.</summary>
    /// <value>Default: null, none.</value>
    public int? LogProbabilities { get; init; }

    /// <summary>An id of the end user, for the provider's abuse control and cache affinity.</summary>
    /// <value>Default: null.</value>
    public string? User { get; init; }

    internal override long TextBytes => UsageEstimate.BytesOf(Prompt) + UsageEstimate.BytesOf(Suffix);
}
