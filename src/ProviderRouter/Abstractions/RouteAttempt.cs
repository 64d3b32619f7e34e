using System.Net;

namespace ProviderRouter;

/// <summary>One exchange with a provider that was tried for a call.</summary>
public sealed record RouteAttempt
{
    /// <summary>Who was asked, for which model.</summary>
    public required RouteCandidate Candidate { get; init; }

    /// <summary>How far the exchange came.</summary>
    public AttemptPhase Phase { get; init; }

    /// <summary>How long the router waited before this exchange.</summary>
    public TimeSpan DelayBefore { get; init; }

    /// <summary>When the exchange began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took until its end is known: until the head for a stream, until the whole body otherwise.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why it failed; null when it succeeded, or was given up because another was faster.</summary>
    public ErrorKind? Error { get; init; }

    /// <summary>The provider's own code, or one of <see cref="ErrorCodes"/>; null when it succeeded or there is none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The HTTP status; null when no head came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The provider's id for the request; null when it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the provider may have done, and billed, the work although no answer came.</summary>
    public bool MaybeExecuted { get; init; }

    /// <summary>Whether it was begun beside another that had not answered yet (<c>Hedging</c>).</summary>
    public bool IsHedge { get; init; }

    /// <summary>The cost in US dollars, also of a stream that broke or was left, by what had come; null when unknown.</summary>
    public decimal? CostUsd { get; init; }
}
