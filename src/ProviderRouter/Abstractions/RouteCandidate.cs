namespace ProviderRouter;

/// <summary>A provider together with its own id of the model.</summary>
/// <param name="Provider">The provider's instance name.</param>
/// <param name="Model">The model's id as that provider spells it.</param>
public sealed record RouteCandidate(string Provider, string Model)
{
    /// <summary>The candidate as <c>provider:model</c>.</summary>
    public override string ToString() => $"{Provider}:{Model}";
}
