using System.Net;
using System.Text.Json;

namespace ProviderRouter.Samples.CustomProvider;

/// <summary>The smallest of servers: it says back what it hears.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly HttpListener listener;
    private readonly Task serving;

    private EchoServer(HttpListener listener, Uri address)
    {
        this.listener = listener;
        Address = address;
        serving = ServeAsync();
    }

    public Uri Address { get; }

    public static EchoServer Start()
    {
        for (var port = 50_000; ; port++)
        {
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return new(listener, new($"http://127.0.0.1:{port}/"));
            }
            catch (HttpListenerException) when (port < 50_100)
            {
                listener.Close(); // taken; the next one
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                context.Response.ContentType = "application/json";
                if (context.Request.Headers["Authorization"] != "Bearer echo-key")
                {
                    context.Response.StatusCode = 401;
                    await context.Response.OutputStream.WriteAsync("""{"error":"who are you?"}"""u8.ToArray());
                }
                else
                {
                    using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
                    await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new EchoAnswer(body.RootElement.GetProperty("text").GetString()!), EchoJson.Default.EchoAnswer));
                }

                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // closed
        }
    }
}
