using System.Net;
using System.Net.Http.Headers;

namespace ProviderRouter.Transport;

/// <summary>Sends a <see cref="PooledBody"/>; each attempt makes a new one over the same bytes.</summary>
internal sealed class PooledBodyContent : HttpContent
{
    private readonly PooledBody body;

    public PooledBodyContent(PooledBody body, MediaTypeHeaderValue contentType)
    {
        this.body = body;
        Headers.ContentType = contentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!body.TryUse(), body);

        try
        {
            await stream.WriteAsync(body.Written, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            body.Release();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
