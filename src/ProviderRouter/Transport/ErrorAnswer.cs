using System.Buffers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Transport;

/// <summary>What came of an error's body, within 64 KiB and 5 seconds.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="IsCut">Whether more may have followed: it was longer, took longer, or broke off.</param>
internal readonly record struct ErrorAnswer(ReadOnlyMemory<byte> Bytes, bool IsCut)
{
    private const int MaxBytes = 64 << 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Reads an error's body as far as that goes; only the caller's cancellation is an exception.</summary>
    public static async ValueTask<ErrorAnswer> ReadAsync(HttpResponseMessage response, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
        var length = 0;
        var isCut = true; // until its end is seen
        using var limit = TimeLimit.Start(Limit, timeProvider, cancellationToken);
        try
        {
            var encoding = ContentDecoding.Of(response.Content);
            var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            stream = encoding is null ? stream : ContentDecoding.Decode(stream, encoding);
            while (isCut && length < MaxBytes) // a read into no room would wait for more
            {
                var count = await stream.ReadAsync(buffer.AsMemory(length, MaxBytes - length), limit.Token).ConfigureAwait(false);
                length += count;
                isCut = count > 0;
            }

            isCut |= encoding is null && length < response.Content.Headers.ContentLength; // HTTP/2 does not tell
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidOperationException or NotSupportedException or InvalidDataException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // the status says enough
        }

        var bytes = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return new(bytes, isCut);
    }
}
