using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>An application's webhook: a server on loopback that keeps what is posted to it and says 200.</summary>
internal sealed class WebhookInbox : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Channel<(KeyValuePair<string, string>[] Headers, byte[] Body)> deliveries = Channel.CreateUnbounded<(KeyValuePair<string, string>[], byte[])>();
    private Task listening = Task.CompletedTask;

    private WebhookInbox(int port)
    {
        Address = new($"http://127.0.0.1:{port}/hook");
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
    }

    public Uri Address { get; }

    public static async Task<WebhookInbox> StartAsync()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var inbox = new WebhookInbox(((IPEndPoint)probe.LocalEndpoint).Port);
        probe.Stop();
        inbox.listener.Start();
        inbox.listening = inbox.ListenAsync();
        await Task.Yield();
        return inbox;
    }

    public async Task<(KeyValuePair<string, string>[] Headers, byte[] Body)> ReceiveAsync(CancellationToken cancellationToken) =>
        await deliveries.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await listening;
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var headers = context.Request.Headers;
                var pairs = headers.AllKeys.SelectMany(name => headers.GetValues(name)!.Select(value => KeyValuePair.Create(name!, value)));
                deliveries.Writer.TryWrite(([.. pairs], body.ToArray()));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // the test is over
        }
    }
}
