using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>Serves what is known by its task alone: the task's provider, the Hugging Face router, which knows most ids, then whoever has the task. Of a task that takes any model it has no opinion.</summary>
internal sealed class TaskResolver(ProviderDirectory providers, ModelCatalog catalog, InferenceRoutingOptions options) : IProviderResolver
{
    public ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken)
    {
        if (context.Task.TakesAnyModel)
        {
            return ValueTask.FromResult<RoutePlan?>(null);
        }

        var model = ProviderNames.Parse(context.Request.Model!, providers, catalog).RouteModel;
        var first = DefaultRoutes.For(context.Task, options).Provider;
        var candidates = new List<RouteCandidate> { new(first, model) };
        if (providers.Find(PlanDraft.HuggingFaceRouter) is not null)
        {
            candidates.Add(new(PlanDraft.HuggingFaceRouter, model));
        }

        foreach (var provider in providers.All)
        {
            if (provider.Supports(context.Task))
            {
                candidates.Add(new(provider.Name, model));
            }
        }

        return ValueTask.FromResult<RoutePlan?>(new(candidates, $"'{context.Task}' goes to '{first}', or whoever else can do it"));
    }
}
