using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProviderRouter.AotSmoke;

/// <summary>A server of OpenAI's protocol with canned answers, on a raw socket: nothing else is linked into the smoke.</summary>
internal sealed class CannedServer : IDisposable
{
    public static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3, 4, 5, 6, 7, 8];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public CannedServer()
    {
        listener.Start();
        _ = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/");

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException)
        {
            // closed
        }
    }

    private static async Task AnswerAsync(NetworkStream stream)
    {
        var request = await ReadAsync(stream);
        var (type, body) = request.Contains("/images/generations", StringComparison.Ordinal)
            ? ("application/json", $$"""{"data":[{"b64_json":"{{Convert.ToBase64String(Picture)}}"}]}""")
            : request.Contains("\"stream\":true", StringComparison.Ordinal)
                ? ("text/event-stream", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
                : ("application/json", """{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""");
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}"));
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[64 << 10];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The request ended early.");
            }

            length += read;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && length >= head + 4 + ContentLength(text[..head]))
            {
                return text;
            }
        }
    }

    private static int ContentLength(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return int.Parse(line.AsSpan(15));
            }
        }

        return 0;
    }
}
