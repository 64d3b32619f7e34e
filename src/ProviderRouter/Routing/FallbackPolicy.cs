using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Routing;

/// <summary>Knows after which failures the next candidate is asked.</summary>
internal sealed class FallbackPolicy(InferenceRoutingOptions options)
{
    public int MaxTargets => options.DisableFallbacks ? 1 : options.Retry.MaxTargets;

    public bool MayGoOn(ProviderException failure, CallState call) =>
        call.HasAttemptsLeft
        && call.HasTimeFor(TimeSpan.Zero)
        && (RetryMatrix.Judge(failure, call.RetryWhenMaybeExecuted).Elsewhere || IsOptedIn(failure));

    private bool IsOptedIn(ProviderException failure) => failure.Kind switch
    {
        ErrorKind.Authentication or ErrorKind.PermissionDenied => options.FallbackOnRefusedKey,
        ErrorKind.ContentFiltered => options.AllowContentPolicyFallback,
        _ => false,
    };
}
