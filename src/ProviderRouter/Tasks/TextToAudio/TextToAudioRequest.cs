namespace ProviderRouter;

/// <summary>Music or sounds to be made from a text. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TextToAudioRequest : InferenceRequest
{
    /// <summary>What shall be heard.</summary>
    public required string Prompt { get; init; }

    /// <summary>What shall not be heard.</summary>
    /// <value>Default: null.</value>
    public string? NegativePrompt { get; init; }

    /// <summary>How long the sound shall last.</summary>
    /// <value>Default: null, the model's default.</value>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many inference steps to take; more is slower.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? Steps { get; init; }

    /// <summary>How closely the sound follows the prompt.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Guidance { get; init; }

    /// <summary>Makes sounds repeatable where the provider can. Some models take 0 as random.</summary>
    /// <value>Default: null, random.</value>
    public long? Seed { get; init; }

    /// <summary>How freely the model chooses.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Temperature { get; init; }

    /// <summary>The format of the sound.</summary>
    /// <value>Default: null, the provider's default.</value>
    public AudioFormat? Format { get; init; }
}
