using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;

namespace ProviderRouter.Load.Outage;

/// <summary>One client that makes calls at a steady rate, while its first target goes down and comes back.</summary>
internal sealed class OutageCase(string name, int rate, EmulatorProcess first, EmulatorProcess second, Action<InferenceRoutingOptions> configure) : IDisposable
{
    public const string First = "fireworks-ai";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<long> sent = new();
    private readonly ConcurrentQueue<CallEnd> ends = new();
    private OwnedInferenceClient? client;

    public string Name => name;

    public IReadOnlyCollection<CallEnd> Ends => ends;

    /// <summary>Makes calls until it is stopped, and waits for their ends.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        client = LoadClient.Create(
            first,
            configure,
            builder => builder.Services.AddHttpClient("ProviderRouter." + First).AddHttpMessageHandler(() => new SentCounter(sent)),
            second);
        var calls = new List<Task>();
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        try
        {
            for (var number = 0; await clock.WaitForNextTickAsync(stop); number++)
            {
                calls.Add(CallAsync(client, number));
            }
        }
        catch (OperationCanceledException)
        {
            // that is the end of it
        }

        await Task.WhenAll(calls);
    }

    /// <summary>How many requests went out to the first target in a span of time.</summary>
    public int Sent(long from, long to) => sent.Count(at => at >= from && at < to);

    /// <summary>How many calls began in a span of time.</summary>
    public int Calls(long from, long to) => ends.Count(call => call.StartedAt >= from && call.StartedAt < to);

    public void Dispose() => client?.Dispose();

    private async Task CallAsync(IInferenceClient asked, int number)
    {
        var startedAt = Stopwatch.GetTimestamp();
        string? provider = null;
        Exception? failure = null;
        try
        {
            // The faults of the outage wait for one of these two words, so that half of the requests meet the one and half the other.
            var request = new ChatRequest
            {
                Provider = First,
                Model = "accounts/fireworks/models/load-outage",
                Fallbacks = [new(LoadClient.Second, "emulated-chat")],
                Messages = [ChatMessage.User(string.Create(CultureInfo.InvariantCulture, $"{(number % 2 == 0 ? OutageRun.Even : OutageRun.Odd)} {number}"))],
            };
            provider = (await asked.ChatAsync(request).WaitAsync(Patience)).Info.Provider;
        }
        catch (Exception exception) when (exception is InferenceException or TimeoutException)
        {
            failure = exception;
        }

        ends.Enqueue(new(startedAt, Stopwatch.GetTimestamp(), provider, failure));
    }
}

/// <summary>How a call ended.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Provider">Who answered; null for nobody.</param>
/// <param name="Failure">Why nobody did.</param>
internal sealed record CallEnd(long StartedAt, long EndedAt, string? Provider, Exception? Failure);
