namespace ProviderRouter.Providers.Together;

/// <summary>What a family of speaking models knows. Source: wire notes of Together, §7.1.</summary>
/// <param name="Mark">The word that a name of the family holds, in any case.</param>
internal sealed record TogetherVoiceModel(string Mark)
{
    private static readonly TogetherVoiceModel[] Families =
    [
        new("kokoro") { Voice = "af_alloy", FixedSampleRate = 24_000 },
        new("orpheus") { Voice = "tara", FixedSampleRate = 24_000 },
        new("cartesia") { Voice = "laidback woman" },
        new(""),
    ];

    /// <summary>The voice for those who name none, because Together demands one; null where none is known.</summary>
    public string? Voice { get; private init; }

    /// <summary>The one sample rate that the family has, in hertz; null where it can be chosen.</summary>
    public int? FixedSampleRate { get; private init; }

    /// <summary>The family of a model; the last one fits all.</summary>
    public static TogetherVoiceModel Of(string model) =>
        Array.Find(Families, family => model.Contains(family.Mark, StringComparison.OrdinalIgnoreCase))!;
}
