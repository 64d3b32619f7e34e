using System.Globalization;

namespace ProviderRouter;

/// <summary>Sound that follows what came before: the pieces in order, put together, are the whole sound.</summary>
/// <param name="Audio">The bytes; never empty.</param>
public sealed record TextToSpeechAudioUpdate(ReadOnlyMemory<byte> Audio) : TextToSpeechUpdate
{
    /// <summary>The media type of the whole sound, such as <c>audio/mpeg</c>; null when the provider did not say.</summary>
    public string? ContentType { get; init; }

    /// <summary>How many samples make up a second, in hertz, which bare samples do not say themselves; null when the provider did not say.</summary>
    public int? SampleRate { get; init; }

    /// <summary>Says the type and the size, never the content.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ContentType ?? "audio"}, {Audio.Length} bytes");
}
