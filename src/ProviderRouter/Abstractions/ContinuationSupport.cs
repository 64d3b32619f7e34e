namespace ProviderRouter;

/// <summary>What a target makes of a request that ends with the beginning of its answer.</summary>
public enum ContinuationSupport
{
    /// <summary>It begins another answer.</summary>
    None,

    /// <summary>It goes on, and gives what follows the beginning.</summary>
    Rest,

    /// <summary>It goes on, and gives the beginning once more before what follows.</summary>
    Whole,
}
