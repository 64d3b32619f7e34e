namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The bytes of a request's media that are neither in memory nor at an address: files and streams, read once before the body is written.</summary>
internal sealed class LoadedMedia
{
    private readonly Dictionary<MediaContent, ReadOnlyMemory<byte>> loaded = [];

    public static LoadedMedia None { get; } = new();

    /// <summary>Reads the media of a chat's parts.</summary>
    public static async ValueTask<LoadedMedia> LoadAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        LoadedMedia? result = null;
        for (var message = 0; message < request.Messages.Count; message++)
        {
            var parts = request.Messages[message].Parts;
            for (var part = 0; part < parts.Count; part++)
            {
                if (MediaOf(parts[part]) is { Bytes: null, Uri: null } content)
                {
                    result ??= new();
                    result.loaded.TryAdd(content, await content.ReadBytesAsync(cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return result ?? None;
    }

    /// <summary>The bytes; null for media that is at an address.</summary>
    public ReadOnlyMemory<byte>? BytesOf(MediaContent content) =>
        content.Bytes ?? (loaded.TryGetValue(content, out var bytes) ? bytes : default(ReadOnlyMemory<byte>?)); // a bare null would be empty memory

    private static MediaContent? MediaOf(ChatPart part) => part switch
    {
        ChatImagePart image => image.Image,
        ChatAudioPart audio => audio.Audio,
        _ => null,
    };
}
