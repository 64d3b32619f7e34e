namespace ProviderRouter;

/// <summary>Who served an answer, what happened on the way, and what it cost.</summary>
public sealed record ResponseInfo
{
    internal static ResponseInfo Empty { get; } = new();

    /// <summary>The instance name of the provider that served the answer.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The provider's own id of the model, as it was asked for.</summary>
    public string Model { get; init; } = "";

    /// <summary>The id under which the provider's support finds the request; null when the provider sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why this provider was chosen, in words.</summary>
    public string? RouteReason { get; init; }

    /// <summary>What the answer consumed, in the units that prices count; null when the provider did not say. A streamed text is estimated then (<see cref="Usage.IsEstimated"/>).</summary>
    public Usage? Usage { get; init; }

    /// <summary>
    /// The cost of this answer in US dollars, as the provider told it or by the catalog's price and <see cref="Usage"/>; null when unknown, never 0 for
    /// unknown. What attempts before it have cost is in <see cref="RouteTrace.CostUsd"/>.
    /// </summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Settings of the request that the provider could not honour.</summary>
    public IReadOnlyList<InferenceWarning> Warnings { get; init; } = [];

    /// <summary>What happened on the way: who might have served, why or why not, and every attempt.</summary>
    public RouteTrace Trace { get; init; } = RouteTrace.Empty;

    /// <summary>Every exchange that generated or submitted for this answer, in order: those of <see cref="Trace"/>. Polls and downloads are not among them.</summary>
    public IReadOnlyList<RouteAttempt> Attempts => Trace.Attempts;
}
