using ProviderRouter.DependencyInjection;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// Finds who behind the router does a call: the Hub's word first, whose ids the router demands; where it cannot be asked, the catalog's.
/// </summary>
/// <param name="hub">Asks the Hub; null when that is switched off.</param>
/// <param name="offers">The catalog.</param>
/// <param name="partners">The providers that are known here, each with what it can do.</param>
internal sealed class RoutedTargets(HubClient? hub, IKnownOffers offers, IReadOnlyDictionary<string, Lazy<TaskHandlerMap>> partners)
{
    private static readonly string[] Policies = ["fastest", "cheapest", "preferred"];

    /// <summary>A partner's handlers.</summary>
    public TaskHandlerMap HandlersOf(string partner) => partners[partner].Value;

    /// <summary>Whether a partner is known here.</summary>
    public bool Knows(string? partner) => partner is not null && partners.ContainsKey(partner);

    /// <summary>Chooses.</summary>
    /// <exception cref="ProviderException">Nobody behind the router that is known here serves the model for the task.</exception>
    public async ValueTask<RoutedTarget> ChooseAsync(TaskContext context, InferenceTask task, CancellationToken cancellationToken)
    {
        var (model, suffix) = Split(context.Model);
        if (suffix is not null && !Knows(suffix))
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' reaches '{suffix}' for chats alone; for '{task}' it reaches {string.Join(", ", Able(task))}.");
        }

        if (OwnIdOf(model) is { } native)
        {
            return new(native, model);
        }

        var found = hub is null ? null : await hub.FindAsync(model, cancellationToken).ConfigureAwait(false);
        var candidates = found is { Count: > 0 } ? found : FromCatalog(model);
        var chosen = candidates
            .Where(offer => Knows(offer.Provider) && (suffix is null || offer.Provider == suffix) && Fits(offer, task) && HandlersOf(offer.Provider).Supports(task))
            .OrderBy(static offer => offer.Rank)
            .FirstOrDefault();
        if (chosen is null)
        {
            throw Nobody(context, task, model, suffix, candidates);
        }

        context.WarnIf(chosen.Status is not ("live" or "error"), nameof(InferenceRequest.Model), $"'{chosen.Provider}' serves '{model}' for tests only as yet ({chosen.Status}), by the Hub's word.");
        return new(chosen.Provider, chosen.Model, chosen.LoraWeights);
    }

    // The Hub lists a model under one task; those that the task stands for in a catalog count as well. A call without a task fits any.
    private static bool Fits(HubOffer offer, InferenceTask task) =>
        offer.Task is null || task.CatalogTasks.Count == 0 || offer.Task == task.Name || task.CatalogTasks.Contains(offer.Task);

    private HubOffer[] FromCatalog(string model) => [.. offers.Find(model).Select(static offer => new HubOffer(offer.Provider, offer.Model, Task: null))];

    // fal-ai/flux/dev: the provider's own id, which needs no look-up.
    private string? OwnIdOf(string model) =>
        model.Count(static character => character == '/') > 1 && model[..model.IndexOf('/', StringComparison.Ordinal)] is var first && Knows(first) ? first : null;

    private IEnumerable<string> Able(InferenceTask task) => partners.Where(partner => partner.Value.Value.Supports(task)).Select(static partner => partner.Key);

    private ProviderException Nobody(TaskContext context, InferenceTask task, string model, string? suffix, IReadOnlyList<HubOffer> candidates)
    {
        var listed = string.Join(", ", candidates.Select(static offer => offer.Task is null ? offer.Provider : $"{offer.Provider} ({offer.Task})").Distinct());
        var words = listed.Length == 0 ? "the Hub names nobody who serves it" : $"the Hub names {listed}";
        var behind = suffix is null ? "nobody behind the router" : $"'{suffix}' behind the router does not or";
        return new(context.Provider, ErrorKind.ModelNotFound, $"Provider '{context.Provider}': {behind} serves '{model}' for '{task}' ({words}); reached are {string.Join(", ", Able(task))}.")
        {
            Model = context.Model,
            Phase = AttemptPhase.ErrorAnswered,
        };
    }

    private static (string Model, string? Suffix) Split(string model)
    {
        var colon = model.LastIndexOf(':');
        if (colon <= model.LastIndexOf('/') || colon < 0)
        {
            return (model, null);
        }

        var suffix = model[(colon + 1)..];
        return (model[..colon], Policies.Contains(suffix) ? null : suffix);
    }
}
