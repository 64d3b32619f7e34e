namespace ProviderRouter.Routing;

/// <summary>Has one opinion on who shall serve a request. The chain of resolvers is asked in order; see <see cref="InferenceRoutingOptions.Resolvers"/>.</summary>
public interface IProviderResolver
{
    /// <summary>Proposes a plan.</summary>
    /// <param name="context">The task and the request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The plan, best candidate first; null for no opinion, so that the next resolver is asked.</returns>
    /// <exception cref="RoutingException">The request names something that cannot be.</exception>
    ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken);
}
