using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The bytes of a request's media that are not in memory: files, streams and what the server does not fetch, read once before the body is written.</summary>
internal sealed class LoadedMedia
{
    private const long MaxBytes = 100L << 20;

    private readonly Dictionary<MediaContent, ReadOnlyMemory<byte>> loaded = [];

    public static LoadedMedia None { get; } = new();

    /// <summary>Reads the media of a chat's parts.</summary>
    /// <param name="context">The call.</param>
    /// <param name="dialect">What the server fetches by itself.</param>
    /// <param name="downloader">Fetches what it does not; null to leave that to the server all the same.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async ValueTask<LoadedMedia> LoadAsync(
        TaskContext<ChatRequest> context, OpenAIDialect dialect, MediaDownloader? downloader, CancellationToken cancellationToken)
    {
        LoadedMedia? result = null;
        for (var message = 0; message < context.Request.Messages.Count; message++)
        {
            var parts = context.Request.Messages[message].Parts;
            for (var part = 0; part < parts.Count; part++)
            {
                if (MediaOf(parts[part]) is not { Bytes: null } content)
                {
                    continue;
                }

                if (content.Uri is null)
                {
                    var file = await InputMedia.ReadyAsync(context, content, MaxBytes, cancellationToken).ConfigureAwait(false);
                    (result ??= new()).loaded.TryAdd(content, await file.ReadAsync(cancellationToken).ConfigureAwait(false));
                }
                else if (downloader is not null && !(parts[part] is ChatImagePart ? dialect.KnowsImageAddresses : dialect.KnowsAudioAddresses))
                {
                    var fetched = await InputMedia.ReadyAsync(context, content, downloader, MaxBytes, cancellationToken).ConfigureAwait(false);
                    (result ??= new()).loaded.TryAdd(content, await fetched.ReadAsync(cancellationToken).ConfigureAwait(false));
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
