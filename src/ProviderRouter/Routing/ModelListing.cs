using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>Lists the models of the providers that can be asked: as they say themselves, completed from the catalog, or else as the catalog knows them.</summary>
internal sealed class ModelListing(ProviderDirectory providers, ModelCatalog catalog, RouteExecutor executor)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly InferenceTask Task = new InferenceTask<InferenceRequest, InferenceResponse>("models");

    public async Task<IReadOnlyList<ListedModel>> ListAsync(string? provider, CancellationToken cancellationToken)
    {
        if (provider is not null)
        {
            return await ListAsync(executor.FindReady(provider), mayFail: true, cancellationToken).ConfigureAwait(false);
        }

        var lists = await System.Threading.Tasks.Task.WhenAll(
            providers.All.Where(static one => one.IsReady).Select(one => ListAsync(one, mayFail: false, cancellationToken))).ConfigureAwait(false);
        return [.. lists.SelectMany(static list => list)];
    }

    private async Task<IReadOnlyList<ListedModel>> ListAsync(ProviderRegistration provider, bool mayFail, CancellationToken cancellationToken)
    {
        if (provider.Provider.Models is not { } lister)
        {
            return FromCatalog(provider.Name);
        }

        var call = executor.BeginCall(Task, Limit);
        using var limit = executor.StartLimit(call, cancellationToken);
        try
        {
            var live = await lister.ListModelsAsync(new PlainContext(Task.Name, new(provider.Name, ""), call), limit.Token).ConfigureAwait(false);
            List<ListedModel> listed = [.. live.Select(model => Complete(model with { Provider = provider.Name, IsLive = true }))];
            return lister.IsComplete ? listed : [.. listed, .. FromCatalog(provider.Name).Where(known => !listed.Exists(model => Same(model.Id, known.Id)))];
        }
        catch (Exception exception) when (!mayFail && (exception is ProviderException || HandlerFaults.IsBare(exception)))
        {
            return FromCatalog(provider.Name); // one that fails does not hide the others
        }
        catch (OperationCanceledException exception)
        {
            var end = executor.EndOfCall(exception, planned: null, call, RouteTrace.Empty, limit, cancellationToken);
            return !mayFail && end is ProviderException ? FromCatalog(provider.Name) : throw end;
        }
    }

    private ListedModel Complete(ListedModel model)
    {
        if (!catalog.TryGet(model.Id, out var entry))
        {
            return model;
        }

        var offer = entry.Offers.FirstOrDefault(offer => IsAt(offer, model.Provider) && (Same(offer.ProviderModelId, model.Id) || Same(offer.RouteModelId, model.Id)))
            ?? entry.Offers.FirstOrDefault(offer => IsAt(offer, model.Provider));
        return model with
        {
            CanonicalId = entry.Id,
            Tasks = model.Tasks.Count > 0 ? model.Tasks : entry.Tasks,
            Price = model.Price ?? offer?.Price,
            Capabilities = model.Capabilities.Count > 0 ? model.Capabilities : offer?.Capabilities ?? [],
            ContextWindow = model.ContextWindow ?? offer?.ContextWindow,
        };
    }

    private List<ListedModel> FromCatalog(string provider)
    {
        var models = new List<ListedModel>();
        foreach (var model in catalog.Models)
        {
            foreach (var offer in model.Offers)
            {
                if (IsAt(offer, provider) && offer.Availability != OfferAvailability.Removed)
                {
                    models.Add(new()
                    {
                        Provider = provider,
                        Id = offer.RouteModelId,
                        CanonicalId = model.Id,
                        Tasks = model.Tasks,
                        Price = offer.Price,
                        Capabilities = offer.Capabilities,
                        ContextWindow = offer.ContextWindow,
                    });
                }
            }
        }

        return models;
    }

    private static bool IsAt(CatalogOffer offer, string provider) => Same(offer.Provider, provider);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
