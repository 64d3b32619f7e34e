using System.Net;

namespace ProviderRouter.Resilience;

/// <summary>How long to wait before the same target is asked again.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    /// <summary>The delay before retry number <paramref name="retry"/> (from 0); null when the provider demands more than may be waited.</summary>
    /// <param name="options">Base and cap.</param>
    /// <param name="failure">What happened.</param>
    /// <param name="retry">How many retries there were.</param>
    /// <param name="random">From 0 to 1.</param>
    public static TimeSpan? Choose(RetryOptions options, ProviderException failure, int retry, double random)
    {
        if (failure.RetryAfter is { } demanded)
        {
            if (demanded > options.MaxRetryAfter)
            {
                return null; // never cut short
            }

            var spread = Math.Min(1, demanded.TotalSeconds / 10);
            return TimerDelay.NoShorterThan(demanded + TimeSpan.FromSeconds(random * spread));
        }

        var overloaded = failure.Kind == ErrorKind.RateLimited || failure.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or (HttpStatusCode)529;
        var first = overloaded ? options.BaseDelay * 4 : options.BaseDelay;
        var cap = Math.Min(options.MaxDelay.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(retry, 16)));
        var delay = TimeSpan.FromSeconds(random * cap);
        return delay < Shortest ? Shortest : delay;
    }
}
