using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>Answers as bytes.</summary>
internal static class FaultHttp
{
    public const string Events = "text/event-stream";

    private static readonly Lazy<byte[]> bomb = new(MakeBomb);

    /// <summary>A head without the blank line that ends it.</summary>
    public static string Start(int status, params string[] headers) =>
        $"HTTP/1.1 {status} Said\r\n{string.Concat(headers.Select(static header => $"{header}\r\n"))}";

    /// <summary>A head.</summary>
    public static string Head(int status, params string[] headers) => $"{Start(status, headers)}\r\n";

    /// <summary>A whole answer.</summary>
    public static byte[] Whole(int status, string type, byte[] body, params string[] headers) =>
    [
        .. Encoding.UTF8.GetBytes(Head(status, [$"Content-Type: {type}", $"Content-Length: {body.Length}", .. headers])),
        .. body,
    ];

    public static byte[] Json(string body, int status = 200, params string[] headers) => Whole(status, "application/json", Encoding.UTF8.GetBytes(body), headers);

    /// <summary>The head of an answer whose end is the connection's.</summary>
    public static string OpenHead(string type, params string[] headers) => Head(200, [$"Content-Type: {type}", "Connection: close", .. headers]);

    /// <summary>The head of an answer in chunks.</summary>
    public static string ChunkedHead(string type, params string[] headers) => Head(200, [$"Content-Type: {type}", "Transfer-Encoding: chunked", .. headers]);

    public static byte[] Chunk(byte[] bytes) => [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];

    public static byte[] Chunk(string text) => Chunk(Encoding.UTF8.GetBytes(text));

    /// <summary>An event.</summary>
    public static string Event(string data) => $"data: {data}\n\n";

    /// <summary>A piece of a streamed chat.</summary>
    public static string Delta(string delta, string? finish = null) =>
        Event($$"""{"id":"c1","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(finish is null ? "null" : $"\"{finish}\"")}}}]}""");

    public static string Text(string text) => Delta($$"""{"content":"{{text}}"}""");

    /// <summary>50 MiB of zeros, packed so that little is much.</summary>
    public static byte[] Bomb => bomb.Value;

    private static byte[] MakeBomb()
    {
        const int megabytes = 50;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1 << 20];
            for (var index = 0; index < megabytes; index++)
            {
                gzip.Write(zeros);
            }
        }

        return packed.ToArray();
    }

    /// <summary>A date as HTTP writes it.</summary>
    public static string Date(DateTimeOffset date) => date.ToString("r", CultureInfo.InvariantCulture);
}
