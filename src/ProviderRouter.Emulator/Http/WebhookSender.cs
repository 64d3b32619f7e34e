using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace ProviderRouter.Emulator.Http;

/// <summary>Delivers webhooks beside the answers, until the emulator stops. It follows no redirect and sees no proxy.</summary>
internal sealed class WebhookSender(EmulatorOptions options, CancellationToken stopping) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly ConcurrentDictionary<Task, bool> _open = new();

    /// <summary>Sees to a webhook's delivery and returns at once.</summary>
    public void Send(Webhook webhook)
    {
        if (!Webhook.Accepts(webhook.Address))
        {
            throw new ArgumentException($"'{webhook.Address}' is neither https nor on loopback.", nameof(webhook));
        }

        var delivery = Task.Run(() => DeliverAsync(webhook), CancellationToken.None);
        _open[delivery] = true;
        delivery.ContinueWith(
            done => _open.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    /// <summary>Waits for the deliveries, which the emulator's stop has broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_open.Keys).ConfigureAwait(false);
        _client.Dispose();
    }

    private async Task DeliverAsync(Webhook webhook)
    {
        try
        {
            // A timer may ring a little early.
            for (var rest = Rest(webhook); rest > TimeSpan.Zero; rest = Rest(webhook))
            {
                await Task.Delay(rest < Tick ? Tick : rest, options.TimeProvider, stopping).ConfigureAwait(false);
            }

            if (webhook.Body() is { } body)
            {
                var pause = FirstPause;
                for (var attempt = 1; !await TryAsync(webhook, body).ConfigureAwait(false) && attempt < webhook.Attempts; attempt++)
                {
                    await Task.Delay(pause, options.TimeProvider, stopping).ConfigureAwait(false);
                    pause *= 2;
                }
            }

            webhook.Afterwards?.Invoke();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody waits for it any more.
        }
    }

    /// <summary>One attempt; true if no other is due. A redirect is a wrong address, which no other attempt mends.</summary>
    private async Task<bool> TryAsync(Webhook webhook, ReadOnlyMemory<byte> body)
    {
        using var late = new CancellationTokenSource(Patience, options.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, late.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in webhook.Headers(body))
        {
            request.Headers.Add(name, value);
        }

        int status;
        try
        {
            using var response = await _client.SendAsync(request, ended.Token).ConfigureAwait(false);
            status = (int)response.StatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException || (failed is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            status = 0;
        }

        if (options.Log)
        {
            Console.WriteLine($"{options.TimeProvider.GetLocalNow():HH:mm:ss.fff} {status} webhook POST {webhook.Address.GetLeftPart(UriPartial.Path)}");
        }

        return status is >= 200 and < 400;
    }

    private TimeSpan Rest(Webhook webhook) => webhook.DueAt - options.TimeProvider.GetUtcNow();
}
