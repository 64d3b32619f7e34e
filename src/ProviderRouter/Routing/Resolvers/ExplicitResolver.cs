using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>
/// Serves what is said outright: a provider named in the request or beside the model, a model that the application mapped, an id whose
/// shape belongs to one provider, a model of the catalog.
/// </summary>
internal sealed class ExplicitResolver(ProviderDirectory providers, ModelCatalog catalog, InferenceRoutingOptions options) : IProviderResolver
{
    public ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken)
    {
        var reference = ProviderNames.Parse(context.Request.Model!, providers, catalog);
        return ValueTask.FromResult(
            ByName(context.Request, reference)
            ?? ByMapping(reference)
            ?? ByShape(reference)
            ?? ByCatalog(context.Task, reference));
    }

    private RoutePlan? ByName(InferenceRequest request, ModelReference reference)
    {
        if (request.Provider is { } named)
        {
            var asked = string.Equals(named, PlanDraft.HuggingFaceRouter, StringComparison.OrdinalIgnoreCase) && reference.Suffix is { } suffix
                ? $"{CanonicalId(reference)}:{suffix}" // the router knows such words itself
                : reference.Model;
            return new([new(named, asked)], $"the request names provider '{named}'") { IsBinding = true };
        }

        if (reference.Provider is not { } beside)
        {
            return null;
        }

        if (providers.Find(beside) is not { IsReady: true } && providers.Find(PlanDraft.HuggingFaceRouter) is { IsReady: true })
        {
            return new([new(PlanDraft.HuggingFaceRouter, $"{CanonicalId(reference)}:{beside}")], $"the model names provider '{beside}', which is reached through the Hugging Face router")
            {
                IsBinding = true,
            };
        }

        return new([new(beside, reference.Model)], $"the model names provider '{beside}'") { IsBinding = true };
    }

    private string CanonicalId(ModelReference reference) => catalog.TryGet(reference.Model, out var entry) ? entry.Id : reference.Model;

    private RoutePlan? ByMapping(ModelReference reference)
    {
        if (options.Models.Count == 0)
        {
            return null;
        }

        if (options.Models.TryGetValue(reference.Model, out var exact))
        {
            return Mapped(reference.Model, exact, reference.Model);
        }

        if (catalog.TryGet(reference.Model, out var entry) && options.Models.TryGetValue(entry.Id, out exact))
        {
            return Mapped(entry.Id, exact, entry.Id);
        }

        KeyValuePair<string, IList<string>>? longest = null;
        foreach (var mapping in options.Models)
        {
            if (ModelGlob.IsGlob(mapping.Key)
                && mapping.Key.Length > (longest?.Key.Length ?? -1)
                && (ModelGlob.Matches(mapping.Key, reference.Model) || (entry is not null && ModelGlob.Matches(mapping.Key, entry.Id))))
            {
                longest = mapping;
            }
        }

        return longest is { } glob ? Mapped(glob.Key, glob.Value, entry?.Id ?? reference.Model) : null;
    }

    private static RoutePlan Mapped(string pattern, IList<string> candidates, string model) =>
        new([.. candidates.Select(text => ParseCandidate(text, model))], $"the application maps '{pattern}'");

    // "provider", or "provider:model"; a provider's name holds no colon, its ids may.
    private static RouteCandidate ParseCandidate(string text, string model)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(text, model) : new(text[..colon], text[(colon + 1)..]);
    }

    private static RoutePlan? ByShape(ModelReference reference) =>
        reference.NativeProvider is { } provider
            ? new([new(provider, reference.RouteModel)], $"an id of this shape belongs to '{provider}'")
            : null;

    private RoutePlan? ByCatalog(InferenceTask task, ModelReference reference)
    {
        if (!catalog.TryGet(reference.Model, out var entry) || !Fits(task, entry))
        {
            return null;
        }

        var offers = reference.Policy == RoutePolicy.Cheapest ? CheapestFirst(entry.Offers) : entry.Offers;
        var candidates = new List<RouteCandidate>(offers.Count);
        foreach (var offer in offers)
        {
            if (!candidates.Exists(candidate => candidate.Provider == offer.Provider))
            {
                candidates.Add(new(offer.Provider, offer.RouteModelId));
            }
        }

        var policy = reference.Policy == RoutePolicy.None ? "" : $", {reference.Policy.ToString().ToLowerInvariant()} first";
        return new(candidates, $"the catalog knows '{entry.Id}'{policy}");
    }

    private static bool Fits(InferenceTask task, CatalogModel entry)
    {
        foreach (var name in task.CatalogTasks)
        {
            if (entry.Tasks.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return task.TakesAnyModel;
    }

    // A sum of both directions ranks well enough; who has no price comes last, in the catalog's order.
    private static List<CatalogOffer> CheapestFirst(IReadOnlyList<CatalogOffer> offers) =>
        [.. offers.OrderBy(offer => offer.Availability == OfferAvailability.Removed).ThenBy(offer => offer.Price is { } price ? (price.Input ?? 0) + (price.Output ?? 0) : decimal.MaxValue)];
}
