namespace ProviderRouter.Routing;

/// <summary>How sure it is that a provider serves a model today.</summary>
public enum OfferAvailability
{
    /// <summary>Only old sources name it.</summary>
    Unknown,

    /// <summary>A source names it, and no removal is known.</summary>
    Seen,

    /// <summary>A current listing names it.</summary>
    Listed,

    /// <summary>It was taken off a listing; it ranks behind the others.</summary>
    Removed,
}
