namespace ProviderRouter;

/// <summary>A text to be spoken. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record TextToSpeechRequest : InferenceRequest
{
    /// <summary>What to say.</summary>
    public required string Text { get; init; }

    /// <summary>The voice, by the model's name for it.</summary>
    /// <value>Default: null, the model's default; OpenAI's protocol demands one, and is sent <c>alloy</c>.</value>
    public string? Voice { get; init; }

    /// <summary>The format of the sound.</summary>
    /// <value>Default: null, the provider's default.</value>
    public AudioFormat? Format { get; init; }

    /// <summary>How fast to speak; 1 is the voice's own speed.</summary>
    /// <value>Default: null, 1.</value>
    public double? Speed { get; init; }

    /// <summary>How freely the model speaks, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Temperature { get; init; }

    /// <summary>How to speak, in words, for models that take instructions.</summary>
    /// <value>Default: null.</value>
    public string? Instructions { get; init; }

    /// <summary>The language of the text, as a code (<c>en</c>, <c>pt-BR</c>) or the model's name for it.</summary>
    /// <value>Default: null, the model tells it from the text or the voice.</value>
    public string? Language { get; init; }

    /// <summary>How many samples make up a second of the sound, in hertz.</summary>
    /// <value>Default: null, the model's default.</value>
    public int? SampleRate { get; init; }
}
