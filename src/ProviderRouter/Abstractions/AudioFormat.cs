namespace ProviderRouter;

/// <summary>The format of a sound. An open set: a format that is not named here is sent as it is.</summary>
/// <param name="Value">The format's name: <c>mp3</c>, <c>wav</c>, <c>flac</c>, <c>opus</c>, <c>aac</c>, <c>pcm</c>.</param>
public readonly record struct AudioFormat(string Value)
{
    /// <summary>MP3.</summary>
    public static AudioFormat Mp3 { get; } = new("mp3");

    /// <summary>WAV.</summary>
    public static AudioFormat Wav { get; } = new("wav");

    /// <summary>FLAC.</summary>
    public static AudioFormat Flac { get; } = new("flac");

    /// <summary>Opus in an Ogg container.</summary>
    public static AudioFormat Opus { get; } = new("opus");

    /// <summary>AAC.</summary>
    public static AudioFormat Aac { get; } = new("aac");

    /// <summary>Bare samples without a head.</summary>
    public static AudioFormat Pcm { get; } = new("pcm");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
