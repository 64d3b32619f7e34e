using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>One connection of a fault server: reads requests, runs a script for each, and notices when the other side goes.</summary>
internal sealed class FaultConnection : IDisposable
{
    private readonly FaultServer server;
    private readonly int number;
    private readonly byte[] buffer = new byte[16 << 10];
    private int filled;
    private bool ended;

    public FaultConnection(FaultServer server, Socket socket, int number)
    {
        this.server = server;
        this.number = number;
        socket.NoDelay = true;
        Socket = socket;
        Stream = new NetworkStream(socket, ownsSocket: false);
    }

    public Socket Socket { get; }

    public Stream Stream { get; private set; }

    public FaultSignals Signals => server.Signals;

    public CancellationToken Stopping => server.Stopping;

    public async Task RunAsync()
    {
        try
        {
            if (await server.Reception(this) is not { } stream)
            {
                return;
            }

            Stream = stream;
            while (!ended && await ReadHeadAsync() is { } request)
            {
                await AnswerAsync(request);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // the other side went, or the test is over
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await Stream.WriteAsync(bytes, Stopping);
        await Stream.FlushAsync(Stopping);
    }

    /// <summary>Reads until the other side closes or resets; true when it was seen to.</summary>
    public async Task WaitForCloseAsync()
    {
        while (await Stream.ReadAsync(buffer, Stopping) > 0)
        {
            // nothing is expected
        }

        throw new IOException("The other side closed.");
    }

    public void StopListening() => server.StopListening();

    /// <summary>Sends a RST instead of a FIN.</summary>
    public void Reset()
    {
        ended = true;
        Socket.LingerState = new(enable: true, seconds: 0);
        Socket.Close();
    }

    /// <summary>Ends the sending, so that the other side reads its end, and goes on listening.</summary>
    public void HalfClose()
    {
        ended = true;
        Socket.Shutdown(SocketShutdown.Send);
    }

    public void Close()
    {
        ended = true;
        Socket.Shutdown(SocketShutdown.Both);
    }

    public void Dispose()
    {
        Stream.Dispose();
        Socket.Dispose();
    }

    private async Task AnswerAsync(FaultRequest request)
    {
        var abandoned = false;
        var script = server.Receive(request);
        try
        {
            if (script?.ReadsBody != false)
            {
                request.Body = await ReadBodyAsync(request);
            }

            await (script ?? FaultScript.Unscripted(request)).RunAsync(this);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            abandoned = true;
            throw;
        }
        finally
        {
            server.Answered(abandoned);
        }
    }

    private async Task<FaultRequest?> ReadHeadAsync()
    {
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        var lines = Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n");
        Take(end + 4);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var words = lines[0].Split(' ');
        return new(words[0], words[1], headers, number);
    }

    private async Task<byte[]> ReadBodyAsync(FaultRequest request)
    {
        using var body = new MemoryStream();
        if (request.Headers.TryGetValue("Content-Length", out var length))
        {
            await CopyAsync(body, long.Parse(length, CultureInfo.InvariantCulture));
        }
        else if (request.Headers.ContainsKey("Transfer-Encoding"))
        {
            while (long.Parse(await ReadLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size and > 0)
            {
                await CopyAsync(body, size);
                await ReadLineAsync();
            }

            await ReadLineAsync();
        }

        return body.ToArray();
    }

    private async Task CopyAsync(MemoryStream body, long left)
    {
        while (left > 0)
        {
            if (filled == 0 && !await FillAsync())
            {
                throw new IOException("The other side closed within its body.");
            }

            var count = (int)Math.Min(left, filled);
            body.Write(buffer, 0, count);
            Take(count);
            left -= count;
        }
    }

    private async Task<string> ReadLineAsync()
    {
        int end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n"u8)) < 0)
        {
            if (!await FillAsync())
            {
                throw new IOException("The other side closed within its body.");
            }
        }

        var line = Encoding.Latin1.GetString(buffer, 0, end);
        Take(end + 2);
        return line;
    }

    private async ValueTask<bool> FillAsync()
    {
        var count = await Stream.ReadAsync(buffer.AsMemory(filled), Stopping);
        filled += count;
        return count > 0;
    }

    private void Take(int count)
    {
        Buffer.BlockCopy(buffer, count, buffer, 0, filled - count);
        filled -= count;
    }
}
