namespace ProviderRouter;

/// <summary>Media types by file extension and by first bytes.</summary>
internal static class MediaTypes
{
    private static readonly (string Extension, string Type)[] Known =
    [
        (".png", "image/png"), (".jpg", "image/jpeg"), (".jpeg", "image/jpeg"), (".webp", "image/webp"), (".gif", "image/gif"),
        (".wav", "audio/wav"), (".mp3", "audio/mpeg"), (".flac", "audio/flac"), (".ogg", "audio/ogg"), (".opus", "audio/opus"),
        (".m4a", "audio/mp4"), (".aac", "audio/aac"), (".mp4", "video/mp4"), (".webm", "video/webm"), (".mov", "video/quicktime"),
        (".wav", "audio/x-wav"), (".wav", "audio/wave"), (".mp3", "audio/mp3"), (".m4a", "audio/m4a"), (".m4a", "audio/x-m4a"), (".webm", "audio/webm"), // other names
    ];

    public static string? FromFileName(string? name)
    {
        var extension = Path.GetExtension(name);
        foreach (var (known, type) in Known)
        {
            if (known.Equals(extension, StringComparison.OrdinalIgnoreCase))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>A type that says something: servers call everything of which they know nothing <c>application/octet-stream</c>.</summary>
    public static string? Telling(string? type) =>
        string.IsNullOrEmpty(type) || type.EndsWith("/octet-stream", StringComparison.OrdinalIgnoreCase) ? null : type;

    /// <summary>The usual extension, with its dot; <c>.bin</c> for a type that is not known.</summary>
    public static string ToExtension(string? contentType)
    {
        foreach (var (extension, type) in Known)
        {
            if (type.Equals(contentType, StringComparison.OrdinalIgnoreCase))
            {
                return extension;
            }
        }

        return ".bin";
    }

    public static string? FromMagic(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF8"u8) ? "image/gif"
        : bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("WAVE"u8) ? "audio/wav"
        : bytes.StartsWith("fLaC"u8) ? "audio/flac"
        : bytes.StartsWith("OggS"u8) ? "audio/ogg"
        : bytes.StartsWith("ID3"u8) || bytes is [0xFF, 0xFB or 0xF3 or 0xF2, ..] ? "audio/mpeg"
        : bytes.Length >= 12 && bytes[4..8].SequenceEqual("ftyp"u8) ? "video/mp4"
        : null;
}
