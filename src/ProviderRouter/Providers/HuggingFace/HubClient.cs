using System.Text.Json;
using ProviderRouter.Resilience;
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
    private static readonly TimeSpan Unanswered = TimeSpan.FromMinutes(1);

    private readonly BoundedCache<string, KnownMapping> known = new(MaxKept);
    private readonly SharedQuestions<IReadOnlyList<HubOffer>?> asking = new();

    /// <summary>Who serves a model; null when the Hub could not be asked or does not know it.</summary>
    /// <param name="model">The Hub's id.</param>
    /// <param name="cancellationToken">Ends this wait; the question goes on for others.</param>
    public async ValueTask<IReadOnlyList<HubOffer>?> FindAsync(string model, CancellationToken cancellationToken)
    {
        if (known.TryGet(model, out var mapping) && timeProvider.GetElapsedTime(mapping.ReadAt) < (mapping.Offers is null ? Unanswered : Kept))
        {
            return mapping.Offers;
        }

        return await asking.AskAsync(model, token => AskAsync(model, token), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<HubOffer>?> AskAsync(string model, CancellationToken cancellationToken)
    {
        var context = new PlainContext("models", new(name, model), new CallState(timeProvider) { Limit = limit });
        using var end = TimeLimit.Start(limit, timeProvider, cancellationToken);
        IReadOnlyList<HubOffer>? offers = null;
        try
        {
            var ask = new Exchange(HttpMethod.Get, $"api/models/{model}?expand[]=inferenceProviderMapping") { Kind = ExchangeKind.Read };
            offers = await transport.SendAsync(
                context, ask, (response, token) => response.ReadBytesAsync((_, body) => Read(body, model), token), end.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ProviderException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // the rules decide; the next call soon after this one does not wait for the same
        }

        known.Replace(model, new(offers, timeProvider.GetTimestamp()));
        return offers;
    }

    private static IReadOnlyList<HubOffer> Read(ReadOnlyMemory<byte> body, string model)
    {
        using var document = JsonDocument.Parse(body);
        return HubMappingReader.Read(document.RootElement, model);
    }

    private sealed record KnownMapping(IReadOnlyList<HubOffer>? Offers, long ReadAt);
}
