using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Routing;

/// <summary>Knows after which failures the next candidate is asked.</summary>
internal sealed class FallbackPolicy(InferenceRoutingOptions options, ProviderDirectory providers)
{
    public int MaxTargets => options.DisableFallbacks ? 1 : options.Retry.MaxTargets;

    /// <summary>How long a blocked target is waited for at most.</summary>
    public TimeSpan LongestWait => options.Retry.MaxRetryAfter;

    /// <summary>What is known of a candidate's target; null where nothing is kept.</summary>
    public Target? TargetOf(RouteCandidate candidate) => providers.Find(candidate.Provider)?.Targets?.For(candidate.Model);

    public bool MayGoOn(ProviderException failure, CallState call) =>
        call.HasAttemptsLeft && call.HasTimeFor(TimeSpan.Zero) && IsForAnother(failure, call);

    /// <summary>Whether another candidate's answer is as good as this one's would have been; never after a job was accepted, for that one is paid for.</summary>
    public bool IsForAnother(ProviderException failure, CallState call) =>
        failure is not JobException && (RetryMatrix.Judge(failure, call.RetryWhenMaybeExecuted).Elsewhere || IsOptedIn(failure));

    // What is read lives at one provider only.
    private bool IsOptedIn(ProviderException failure) => failure.ExchangeKind != ExchangeKind.Read && failure.Kind switch
    {
        ErrorKind.Authentication or ErrorKind.PermissionDenied => options.FallbackOnRefusedKey,
        ErrorKind.ContentFiltered => options.AllowContentPolicyFallback && failure.ExchangeKind == ExchangeKind.Generate,
        ErrorKind.ContextLengthExceeded => true, // to a target with a larger window, and to no other
        _ => false,
    };
}
