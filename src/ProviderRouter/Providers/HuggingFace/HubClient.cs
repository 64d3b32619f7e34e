using System.Collections.Concurrent;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// Asks the Hub who serves a model: once for each model at a time, for a few seconds at the most, and not again for an hour. A Hub that cannot be
/// asked is no failure, for the rules decide as well.
/// </summary>
internal sealed class HubClient(string name, ProviderTransport transport, TimeSpan limit, TimeProvider timeProvider)
{
    private const int MaxKept = 4096;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly BoundedCache<string, KnownMapping> known = new(MaxKept);
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<HubOffer>?>>> asking = new(StringComparer.Ordinal);

    /// <summary>Who serves a model; null when the Hub could not be asked or does not know it.</summary>
    /// <param name="model">The Hub's id.</param>
    /// <param name="cancellationToken">Ends this wait; the question goes on for others.</param>
    public async ValueTask<IReadOnlyList<HubOffer>?> FindAsync(string model, CancellationToken cancellationToken)
    {
        if (known.TryGet(model, out var mapping) && timeProvider.GetElapsedTime(mapping.ReadAt) < Kept)
        {
            return mapping.Offers;
        }

        var question = asking.GetOrAdd(model, id => new(() => AskAsync(id)));
        return await question.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<HubOffer>?> AskAsync(string model)
    {
        var context = new PlainContext("models", new(name, model), new CallState(timeProvider) { Limit = limit });
        using var end = new CancellationTokenSource(limit, timeProvider);
        try
        {
            var ask = new Exchange(HttpMethod.Get, $"api/models/{model}?expand[]=inferenceProviderMapping") { Kind = ExchangeKind.Read };
            var offers = await transport.SendAsync(
                context, ask, (response, token) => response.ReadBytesAsync((_, body) => Read(body, model), token), end.Token).ConfigureAwait(false);
            known.Replace(model, new(offers, timeProvider.GetTimestamp()));
            return offers;
        }
        catch (Exception exception) when (exception is ProviderException or OperationCanceledException)
        {
            return null;
        }
        finally
        {
            asking.TryRemove(model, out _);
        }
    }

    private static IReadOnlyList<HubOffer> Read(ReadOnlyMemory<byte> body, string model)
    {
        using var document = JsonDocument.Parse(body);
        return HubMappingReader.Read(document.RootElement, model);
    }

    private sealed record KnownMapping(IReadOnlyList<HubOffer> Offers, long ReadAt);
}
