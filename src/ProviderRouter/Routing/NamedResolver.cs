namespace ProviderRouter.Routing;

/// <summary>A member of the chain of resolvers.</summary>
internal sealed record NamedResolver(string Name, IProviderResolver Resolver)
{
    /// <summary>Whether it judges by task and model alone, so that its plans can be kept.</summary>
    public bool IsBuiltIn => Resolver is ExplicitResolver or TaskResolver or PatternResolver;
}
