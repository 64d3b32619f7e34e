using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ProviderRouter.Tests.Testing;

/// <summary>
/// An application's webhook: a server on loopback, on a port that the system gives it, which keeps what is posted to it and answers with the
/// statuses it is given, then with 200.
/// </summary>
internal sealed class WebhookInbox : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Queue<int> statuses;
    private readonly Lock changing = new();
    private readonly List<Delivery> deliveries = [];
    private readonly Channel<Delivery> unread = Channel.CreateUnbounded<Delivery>();

    private WebhookInbox(WebApplication app, IEnumerable<int> statuses)
    {
        this.app = app;
        this.statuses = new(statuses);
        app.Run(ReceiveAsync);
    }

    public Uri Address => new($"{app.Urls.First()}/hook");

    public IReadOnlyList<Delivery> Deliveries
    {
        get
        {
            lock (changing)
            {
                return [.. deliveries];
            }
        }
    }

    public static async Task<WebhookInbox> StartAsync(params int[] statuses)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var inbox = new WebhookInbox(builder.Build(), statuses);
        await inbox.app.StartAsync(TestContext.Current.CancellationToken);
        return inbox;
    }

    /// <summary>Waits for the next delivery.</summary>
    public async Task<Delivery> ReceiveAsync(CancellationToken cancellationToken) => await unread.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var delivery = new Delivery(context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        lock (changing)
        {
            context.Response.StatusCode = statuses.TryDequeue(out var status) ? status : 200;
            deliveries.Add(delivery);
        }

        if (context.Response.StatusCode is >= 300 and < 400)
        {
            context.Response.Headers.Location = Address.AbsoluteUri;
        }

        unread.Writer.TryWrite(delivery);
    }
}

internal sealed record Delivery(IReadOnlyDictionary<string, string> Headers, byte[] Body);
