using System.Net;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>
/// Makes the files of a request ready: an https address as it is, a small file as a <c>data:</c> address, a large one uploaded first, from where it
/// lies. Source: wire notes of Replicate, §7.
/// </summary>
/// <param name="transport">The way to Replicate.</param>
/// <param name="downloader">Fetches what Replicate cannot read itself.</param>
/// <param name="uploads">Whether files can be uploaded; not behind a router.</param>
internal sealed class ReplicateInputFiles(ProviderTransport transport, MediaDownloader downloader, bool uploads)
{
    private const int MaxRecommended = 256 << 10; // what Replicate recommends for data addresses
    private const int MaxInline = 10_000_000; // what its own client allows where an upload fails
    private const int MaxUpload = 100_000_000 - 1; // less than 100 MB

    /// <summary>Makes a file ready.</summary>
    /// <exception cref="ProviderException">It is too large, could not be read, or the upload was refused.</exception>
    public async ValueTask<ReplicateFile> ReadyAsync(TaskContext context, MediaContent content, CancellationToken cancellationToken)
    {
        if (content is { Bytes: null, Uri: { Scheme: "https" } address })
        {
            return new(address.AbsoluteUri);
        }

        var file = await InputMedia.ReadyAsync(context, content, downloader, uploads ? MaxUpload : MaxInline, cancellationToken).ConfigureAwait(false);
        if (uploads && file.Length > MaxRecommended)
        {
            try
            {
                return new(await UploadAsync(context, file, cancellationToken).ConfigureAwait(false));
            }
            catch (ProviderException failure) when (!IsRefusal(failure))
            {
                if (file.Length > MaxInline)
                {
                    throw Failed(context, failure);
                }

                // the prediction itself may fare better
            }
        }

        return new(file.ContentType, await file.ReadAsync(cancellationToken).ConfigureAwait(false));
    }

    private Task<string> UploadAsync(TaskContext context, InputMedia file, CancellationToken cancellationToken)
    {
        var upload = new FormExchange("v1/files", context) { Kind = ExchangeKind.Read }; // a file that is not used costs nothing
        upload.Add("content", file);
        return transport.SendAsync(context, upload, static (response, token) => response.ReadBytesAsync(ReadAddress, token), cancellationToken);
    }

    private static string ReadAddress(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var address = ReplicateSchemaReader.Member(ReplicateSchemaReader.Member(document.RootElement, "urls"), "get");
        return address.ValueKind == JsonValueKind.String && address.GetString() is { Length: > 0 } text ? text : throw response.Fail(body.Span, "the answer to the upload names no address");
    }

    // Nothing was made, and nobody was billed: another provider may be asked.
    private static ProviderException Failed(TaskContext context, ProviderException cause) => new(context.Provider, cause.Kind, cause.Message, cause)
    {
        Model = context.Model,
        StatusCode = cause.StatusCode,
        ErrorCode = cause.ErrorCode,
        RequestId = cause.RequestId,
        RetryAfter = cause.RetryAfter,
        ResponseBody = cause.ResponseBody,
        Phase = cause.Phase,
        ExchangeKind = ExchangeKind.Generate,
    };

    private static bool IsRefusal(ProviderException failure) => failure.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError;
}
