using System.Globalization;
using System.Net;
using System.Text;

namespace ProviderRouter.Fuzzing.Hosting;

/// <summary>
/// An HTTP answer as an input tells it: <c>HTTP 429</c>, headers, an empty line and the body; one that begins in another way is a body alone.
/// Its bytes tell in which pieces the body arrives, so that an input is the same whenever it is read.
/// </summary>
internal static class Answer
{
    private const int MostPieces = 300; // of a large body no more are worth their time

    /// <summary>Makes the answer.</summary>
    /// <param name="input">The input.</param>
    /// <param name="contentType">The body's type, where the head names none.</param>
    /// <param name="open">Opens the body in another way; null for the way that its bytes tell.</param>
    public static HttpResponseMessage Of(byte[] input, string contentType, Func<ReadOnlyMemory<byte>, Stream>? open = null)
    {
        var status = HttpStatusCode.OK;
        var headers = new List<(string Name, string Value)>();
        var body = input.AsSpan().StartsWith("HTTP "u8) ? ReadHead(input, out status, headers) : input.AsMemory();
        var content = Open(input, body, open);
        var answer = new HttpResponseMessage(status) { Content = content };
        content.Headers.TryAddWithoutValidation("Content-Type", headers.Find(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? contentType);
        foreach (var (name, value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    private static HttpContent Open(byte[] input, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, Stream>? open)
    {
        if (open is not null)
        {
            return new StreamContent(open(body));
        }

        var sum = 17;
        foreach (var value in input.AsSpan(0, Math.Min(input.Length, 256)))
        {
            sum = (sum * 31) + value;
        }

        return (sum & 1) == 0 ? new ReadOnlyMemoryContent(body) : new StreamContent(new PiecewiseStream(body, Math.Max(1 + ((sum >> 1) & 31), body.Length / MostPieces)));
    }

    private static ReadOnlyMemory<byte> ReadHead(byte[] input, out HttpStatusCode status, List<(string Name, string Value)> headers)
    {
        status = HttpStatusCode.OK;
        var at = 0;
        while (at < input.Length)
        {
            var length = input.AsSpan(at).IndexOf((byte)'\n');
            var line = Encoding.Latin1.GetString(input, at, length < 0 ? input.Length - at : length).TrimEnd('\r');
            var isFirst = at == 0;
            at += length < 0 ? input.Length - at : length + 1;
            if (line.Length == 0)
            {
                break;
            }

            if (isFirst)
            {
                status = int.TryParse(line.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 200 and <= 599 ? (HttpStatusCode)number : status;
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                headers.Add((line[..colon], line[(colon + 1)..].Replace('\0', ' ')));
            }
        }

        return input.AsMemory(at);
    }
}
