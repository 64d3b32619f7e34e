namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The sound that a stream gives.</summary>
/// <param name="Format">The format that was asked for, by its usual name.</param>
/// <param name="SampleRate">The samples a second; null when nobody said.</param>
/// <param name="Characters">How long the text is.</param>
internal sealed record SpeechSound(string Format, int? SampleRate, int Characters)
{
    /// <summary>The media type of the format.</summary>
    public string ContentType => Format switch
    {
        "mp3" => "audio/mpeg",
        "opus" => "audio/ogg",
        _ => $"audio/{Format}", // wav, flac, aac, pcm
    };
}
