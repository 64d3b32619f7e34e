using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>A plan in the making: usable candidates in order without repeats, and those left out with the reason.</summary>
internal sealed class PlanDraft(InferenceTask task, ProviderDirectory providers, ModelCatalog catalog)
{
    public const string HuggingFaceRouter = "huggingface-router";

    private readonly List<PlannedCandidate> usable = [];
    private readonly List<ExcludedCandidate> excluded = [];
    private readonly HashSet<RouteCandidate> seen = [];

    public bool HasUsable => usable.Count > 0;

    public IReadOnlyList<ExcludedCandidate> Excluded => excluded;

    public void Add(IReadOnlyList<RouteCandidate> candidates)
    {
        foreach (var candidate in candidates)
        {
            Add(candidate);
        }
    }

    /// <summary>Adds what the caller named as fallbacks: after the other offers of the model, but early enough to be asked.</summary>
    /// <param name="fallbacks">The fallbacks.</param>
    /// <param name="maxTargets">How many candidates a call asks at most.</param>
    public void AddFallbacks(IReadOnlyList<RouteCandidate> fallbacks, int maxTargets)
    {
        var own = usable.Count;
        Add(fallbacks);
        var added = usable.GetRange(own, usable.Count - own);
        usable.RemoveRange(own, added.Count);
        usable.InsertRange(Math.Min(own, Math.Max(1, maxTargets - added.Count)), added);
    }

    /// <summary>Adds the other offers of the same model, the first of each provider.</summary>
    public void AddOffers(CatalogModel model)
    {
        foreach (var offer in model.Offers)
        {
            if (!usable.Exists(planned => planned.Candidate.Provider == offer.Provider))
            {
                Add(new RouteCandidate(offer.Provider, offer.RouteModelId));
            }
        }
    }

    /// <summary>The router of Hugging Face knows models that a provider has dropped: it comes last for an id of the Hub.</summary>
    public void AddHuggingFaceRouter(string model)
    {
        if (model.Count(character => character == '/') == 1
            && providers.Find(HuggingFaceRouter) is { IsReady: true } router && router.Supports(task)
            && !usable.Exists(planned => planned.Candidate.Provider == HuggingFaceRouter))
        {
            Add(new RouteCandidate(HuggingFaceRouter, model));
        }
    }

    public RouteDecision ToDecision(string reason) => new() { Candidates = [.. usable], Reason = reason, Excluded = [.. excluded] };

    private void Add(RouteCandidate asked)
    {
        var (candidate, offer) = Translate(asked);
        if (!seen.Add(candidate))
        {
            return;
        }

        var provider = providers.Find(candidate.Provider);
        if (provider is null)
        {
            Exclude(candidate, "no provider of that name is set up", $"add it under the name '{candidate.Provider}'");
        }
        else if (!provider.IsReady)
        {
            Exclude(candidate, provider.NotReadyReason!, provider.Remedy);
        }
        else if (!provider.Supports(task))
        {
            excluded.Add(new() { Candidate = candidate, Reason = $"the provider does not do '{task}'", LacksTask = true });
        }
        else
        {
            usable.Add(new(candidate with { Provider = provider.Name }, offer));
        }
    }

    // Whoever names a provider beside a canonical id means that provider's own id for it.
    private (RouteCandidate Candidate, CatalogOffer? Offer) Translate(RouteCandidate candidate)
    {
        if (!catalog.TryGet(candidate.Model, out var entry))
        {
            return (candidate, null);
        }

        CatalogOffer? first = null;
        foreach (var offer in entry.Offers)
        {
            if (!string.Equals(offer.Provider, candidate.Provider, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (string.Equals(offer.ProviderModelId, candidate.Model, StringComparison.OrdinalIgnoreCase)
                || string.Equals(offer.RouteModelId, candidate.Model, StringComparison.OrdinalIgnoreCase))
            {
                return (candidate with { Model = offer.RouteModelId }, offer); // a variant named by its own id stays that variant
            }

            first ??= offer;
        }

        return first is null ? (candidate, null) : (candidate with { Model = first.RouteModelId }, first);
    }

    private void Exclude(RouteCandidate candidate, string reason, string? remedy) =>
        excluded.Add(new() { Candidate = candidate, Reason = reason, Remedy = remedy });
}
