using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ProviderRouter.Emulator.Tests;

/// <summary>A server on loopback that keeps what is posted to it and answers with the statuses it is given, then with 200.</summary>
internal sealed class WebhookInbox : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Queue<int> _statuses;
    private readonly ConcurrentQueue<Delivery> _deliveries = new();

    public WebhookInbox(params int[] statuses)
    {
        _statuses = new Queue<int>(statuses);
        Address = new Uri($"http://127.0.0.1:{FreePort()}/hook");
        _listener.Prefixes.Add(Address.GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        _ = ListenAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<Delivery> Deliveries => [.. _deliveries];

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var headers = context.Request.Headers;
                _deliveries.Enqueue(new Delivery(
                    body.ToArray(), headers.AllKeys.ToDictionary(name => name!, name => headers[name]!, StringComparer.OrdinalIgnoreCase)));
                context.Response.StatusCode = _statuses.TryDequeue(out var status) ? status : 200;
                if (context.Response.StatusCode is >= 300 and < 400)
                {
                    context.Response.Headers["Location"] = Address.AbsoluteUri;
                }

                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}

internal sealed record Delivery(byte[] Body, IReadOnlyDictionary<string, string> Headers);
