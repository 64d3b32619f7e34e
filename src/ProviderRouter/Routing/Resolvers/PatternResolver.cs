namespace ProviderRouter.Routing;

/// <summary>The last resort, and the only one for a call without a task: the name's family tells the provider.</summary>
internal sealed class PatternResolver(ModelCatalog catalog, InferenceRoutingOptions options) : IProviderResolver
{
    private const string LastResort = "fireworks-ai";

    public ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken)
    {
        var model = WithoutPolicy(context.Request.Model!);
        foreach (var route in options.Patterns)
        {
            if (ModelGlob.Matches(route.Pattern, model) && (route.Task is null || string.Equals(route.Task, context.Task.Name, StringComparison.OrdinalIgnoreCase)))
            {
                return Plan(route.Provider, model, $"the application's pattern '{route.Pattern}' fits");
            }
        }

        var family = ModelFamilies.Classify(model, catalog);
        return family is { Provider: { } provider }
            ? Plan(provider, model, $"the name tells its task, {family.Task} (by {family.Rule})")
            : Plan(LastResort, model, "the name is of no known family");
    }

    // A policy is a word to the router; no provider knows it. A provider beside the id was for the explicit resolver to see.
    private string WithoutPolicy(string model)
    {
        var reference = ModelReference.Parse(model, catalog.KnowsProvider);
        return reference.Policy == RoutePolicy.None ? model : reference.RouteModel;
    }

    private static ValueTask<RoutePlan?> Plan(string provider, string model, string reason) =>
        ValueTask.FromResult<RoutePlan?>(new([new(provider, model)], reason));
}
