using System.Net;
using System.Net.Http.Headers;

namespace ProviderRouter.Benchmarks.Canned;

/// <summary>An answer's body and how it arrives.</summary>
internal sealed class CannedBody
{
    private readonly ReadOnlyMemory<byte>[] pieces;
    private readonly MediaTypeHeaderValue type;
    private readonly long? length;

    private CannedBody(ReadOnlyMemory<byte>[] pieces, string type, long? length)
    {
        this.pieces = pieces;
        this.type = new(type);
        this.length = length;
    }

    /// <summary>JSON of a known length, in reads of 16 KB, the size of a TLS record.</summary>
    public static CannedBody Json(byte[] bytes) => new(Cut(bytes, 16 << 10), "application/json", bytes.Length);

    /// <summary>An event stream, in reads of one event or of a fixed size.</summary>
    public static CannedBody Events(IReadOnlyList<byte[]> events, int? readSize) => new(
        readSize is { } size ? Cut([.. events.SelectMany(bytes => bytes)], size) : [.. events.Select(bytes => (ReadOnlyMemory<byte>)bytes)],
        "text/event-stream",
        length: null);

    public Stream Open() => new CannedStream(pieces);

    public HttpResponseMessage Answer()
    {
        var content = new StreamContent(Open());
        content.Headers.ContentType = type;
        content.Headers.ContentLength = length;
        return new(HttpStatusCode.OK) { Content = content };
    }

    private static ReadOnlyMemory<byte>[] Cut(byte[] bytes, int size)
    {
        var pieces = new ReadOnlyMemory<byte>[(bytes.Length + size - 1) / size];
        for (var index = 0; index < pieces.Length; index++)
        {
            pieces[index] = bytes.AsMemory(index * size, Math.Min(size, bytes.Length - (index * size)));
        }

        return pieces;
    }
}
