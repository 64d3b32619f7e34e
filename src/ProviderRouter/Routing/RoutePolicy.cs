namespace ProviderRouter.Routing;

/// <summary>How the offers of a model are put in order, written after its id: <c>openai/gpt-oss-120b:cheapest</c>.</summary>
internal enum RoutePolicy
{
    /// <summary>The catalog's own order.</summary>
    None,

    /// <summary>By the catalog's price, lowest first.</summary>
    Cheapest,

    /// <summary>By speed; the catalog's order until speed is measured.</summary>
    Fastest,

    /// <summary>The catalog's order of preference.</summary>
    Preferred,
}
