using System.Text;
using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>Asks the chain of resolvers, turns ids into the providers' own, leaves out who cannot serve, and appends the fallbacks.</summary>
internal sealed class RoutePlanner(
    ProviderDirectory providers, IReadOnlyList<NamedResolver> chain, ModelCatalog catalog, InferenceRoutingOptions options)
{
    private const int MaxCached = 4096;
    private readonly bool isCacheable = chain.All(resolver => resolver.IsBuiltIn); // another may judge by more than the model
    private readonly BoundedCache<PlanKey, RouteDecision> cache = new(MaxCached);

    /// <summary>Plans a request.</summary>
    /// <exception cref="RoutingException">Nobody can serve it.</exception>
    public ValueTask<RouteDecision> PlanAsync(InferenceTask task, InferenceRequest request, CancellationToken cancellationToken)
    {
        if (isCacheable && request.Fallbacks.Count == 0)
        {
            var key = new PlanKey(task, request.Model, request.Provider);
            return cache.TryGet(key, out var known) ? ValueTask.FromResult(known) : PlanAndKeepAsync(key, request, cancellationToken);
        }

        return PlanOrThrowAsync(task, request, cancellationToken);
    }

    /// <summary>Plans a request; no candidate is no failure.</summary>
    public async ValueTask<RouteExplanation> ExplainAsync(InferenceTask task, InferenceRequest request, CancellationToken cancellationToken)
    {
        var (decision, failure) = await DecideAsync(task, request, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Reason = failure?.Message ?? decision.Reason,
            Candidates = [.. decision.Candidates.Select(planned => new ExplainedCandidate(planned.Candidate, planned.Offer?.Price?.ToString()))],
            Excluded = decision.Excluded,
        };
    }

    private async ValueTask<RouteDecision> PlanAndKeepAsync(PlanKey key, InferenceRequest request, CancellationToken cancellationToken)
    {
        var decision = await PlanOrThrowAsync(key.Task, request, cancellationToken).ConfigureAwait(false);
        cache.Add(key, decision);
        return decision;
    }

    private async ValueTask<RouteDecision> PlanOrThrowAsync(InferenceTask task, InferenceRequest request, CancellationToken cancellationToken)
    {
        var (decision, failure) = await DecideAsync(task, request, cancellationToken).ConfigureAwait(false);
        return failure is null ? decision : throw failure;
    }

    private async ValueTask<(RouteDecision Decision, InferenceException? Failure)> DecideAsync(
        InferenceTask task, InferenceRequest request, CancellationToken cancellationToken)
    {
        var draft = new PlanDraft(task, providers, catalog);
        if (string.IsNullOrEmpty(request.Model))
        {
            if (task.TakesAnyModel && request.Provider is { } named)
            {
                return NameOnly(draft, task, request, named);
            }

            request = WithDefaultModel(task, request);
            AddOwnTaskProvider(draft, task, request);
        }

        var answers = new StringBuilder();
        var context = new RouteContext(task, request);
        foreach (var resolver in chain)
        {
            var plan = await resolver.Resolver.ResolveAsync(context, cancellationToken).ConfigureAwait(false);
            answers.Append(Environment.NewLine).Append("- ").Append(resolver.Name).Append(": ").Append(plan is null ? "no opinion" : plan.Reason);
            if (plan is null)
            {
                continue;
            }

            draft.Add(plan.Candidates);
            if (draft.HasUsable || plan.IsBinding)
            {
                Complete(draft, plan, request);
                if (draft.HasUsable)
                {
                    return (draft.ToDecision($"{resolver.Name}: {plan.Reason}"), null);
                }

                break;
            }
        }

        draft.Add(CheckedFallbacks(request));
        return draft.HasUsable
            ? (draft.ToDecision("fallback named in the request: nothing before it can be asked"), null)
            : (draft.ToDecision("nobody can be asked"), NobodyCan(task, request, answers, draft));
    }

    // A raw call may be of a path instead of a model; then the provider is all there is to go by.
    private (RouteDecision Decision, InferenceException? Failure) NameOnly(PlanDraft draft, InferenceTask task, InferenceRequest request, string provider)
    {
        draft.Add([new(provider, "")]);
        draft.Add(CheckedFallbacks(request));
        var decision = draft.ToDecision($"explicit: the request names provider '{provider}'");
        return (decision, draft.HasUsable ? null : NobodyCan(task, request, new($" it names no model, and of providers only '{provider}'"), draft));
    }

    private void Complete(PlanDraft draft, RoutePlan plan, InferenceRequest request)
    {
        var entry = CatalogEntryOf(plan, request);
        if (!plan.IsBinding && entry is not null)
        {
            draft.AddOffers(entry);
        }

        draft.AddFallbacks(CheckedFallbacks(request), options.Retry.MaxTargets);
        if (!plan.IsBinding)
        {
            draft.AddHuggingFaceRouter(entry?.Id ?? ProviderNames.Parse(request.Model!, providers, catalog).Model);
        }
    }

    // They go into addresses and bodies like any id.
    private IReadOnlyList<RouteCandidate> CheckedFallbacks(InferenceRequest request)
    {
        foreach (var fallback in request.Fallbacks)
        {
            if (providers.Find(fallback.Provider) is null)
            {
                throw new RoutingException($"Fallbacks: there is no provider '{ModelReference.Show(fallback.Provider)}' here; there are {string.Join(", ", providers.All.Select(provider => provider.Name))}. Name one of those, or add it.");
            }

            _ = ProviderNames.Parse(fallback.Model, providers, catalog);
        }

        return request.Fallbacks;
    }

    private CatalogModel? CatalogEntryOf(RoutePlan plan, InferenceRequest request)
    {
        var reference = ProviderNames.Parse(request.Model!, providers, catalog);
        return catalog.TryGet(reference.Model, out var entry) ? entry
            : plan.Candidates.Count > 0 && catalog.TryGet(plan.Candidates[0].Model, out entry) ? entry
            : null;
    }

    // With no model in the request, the application's choice of a provider for the task is as good as a mapping.
    private void AddOwnTaskProvider(PlanDraft draft, InferenceTask task, InferenceRequest request)
    {
        if (request.Provider is null && options.Tasks.TryGetValue(task.Name, out var own) && own.Provider is { } provider)
        {
            draft.Add([new(provider, request.Model!)]);
        }
    }

    private InferenceRequest WithDefaultModel(InferenceTask task, InferenceRequest request)
    {
        if (DefaultRoutes.For(task, options).Model is { } model)
        {
            return request with { Model = model };
        }

        var remedy = task.TakesAnyModel ? "Provider and a path" : "InferenceRouting:Tasks:" + task + ":Model";
        throw new RoutingException($"The request names no model, and task '{task}' has no default one. Set Model, or {remedy}.");
    }

    private InferenceException NobodyCan(InferenceTask task, InferenceRequest request, StringBuilder answers, PlanDraft draft)
    {
        if (draft.Excluded is [{ LacksTask: true } only])
        {
            return Lacking(task, only);
        }

        var message = new StringBuilder($"Nobody can serve '{request.Model}' for task '{task}'. The resolvers said:").Append(answers);
        if (draft.Excluded.Count > 0)
        {
            message.Append(Environment.NewLine).Append("Left out:");
            foreach (var excluded in draft.Excluded)
            {
                message.Append(Environment.NewLine).Append("- ").Append(excluded);
            }
        }

        var remedies = providers.All.Where(provider => !provider.IsReady && provider.Remedy is not null).Select(provider => provider.Remedy!).Distinct();
        message.Append(Environment.NewLine).Append("What would help: ").AppendJoin("; or ", remedies.DefaultIfEmpty("add a provider that serves this task")).Append('.');
        return new RoutingException(message.ToString()) { Excluded = draft.Excluded };
    }

    // The one provider that was named is known and has its key: what it lacks is the task.
    private ProviderException Lacking(InferenceTask task, ExcludedCandidate only)
    {
        var able = providers.All.Where(provider => provider.Supports(task)).Select(provider => provider.IsReady ? provider.Name : $"{provider.Name} (to switch it on, {provider.Remedy})").ToList();
        var help = able.Count > 0 ? $"these can: {string.Join(", ", able)}" : "no provider that is set up here does it";
        return new(only.Candidate.Provider, ErrorKind.Unsupported, $"Provider '{only.Candidate.Provider}' does not do '{task}'; {help}.")
        {
            Model = only.Candidate.Model,
            Phase = AttemptPhase.Connecting,
        };
    }

    private readonly record struct PlanKey(InferenceTask Task, string? Model, string? Provider);
}
