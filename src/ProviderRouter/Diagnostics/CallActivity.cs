using System.Diagnostics;

namespace ProviderRouter.Diagnostics;

/// <summary>The activity of one call, which may be none. Disposing it ends it.</summary>
internal readonly struct CallActivity(Activity? activity) : IDisposable
{
    /// <summary>Under this name an activity holds its <see cref="RouteTrace"/> (<see cref="Activity.GetCustomProperty"/>).</summary>
    public const string TraceProperty = "provider_router.trace";

    /// <summary>Whether somebody listens.</summary>
    public bool IsOn => activity is not null;

    public void Succeed(ResponseInfo info)
    {
        if (activity is not null)
        {
            activity.SetTag("gen_ai.provider.name", info.Provider);
            activity.SetTag("gen_ai.response.model", info.Model);
            Trace(info.Trace);
        }
    }

    public void Fail(Exception exception)
    {
        if (activity is not null)
        {
            var type = exception is ProviderException failure ? failure.Kind.ToString() : exception.GetType().Name;
            activity.SetTag("error.type", type);
            activity.SetStatus(ActivityStatusCode.Error, type);
            if (exception is InferenceException known)
            {
                Trace(known.Trace);
            }
        }
    }

    public void Dispose()
    {
        try
        {
            activity?.Dispose();
        }
#pragma warning disable CA1031 // Whatever a listener throws is no reason to lose the answer.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    /// <summary>Shows what happened on the way: each attempt is an event of the call, with who, how far and how it ended. No text of anybody's.</summary>
    public void Trace(RouteTrace trace)
    {
        activity?.SetCustomProperty(TraceProperty, trace);
        if (activity is not { IsAllDataRequested: true })
        {
            return;
        }

        foreach (var attempt in trace.Attempts)
        {
            activity.AddEvent(new("provider_router.attempt", attempt.StartedAt, new()
            {
                { "gen_ai.provider.name", attempt.Candidate.Provider },
                { "gen_ai.request.model", attempt.Candidate.Model },
                { "provider_router.phase", attempt.Phase.ToString() },
                { "provider_router.duration", attempt.Duration.TotalSeconds },
                { "provider_router.delay", attempt.DelayBefore.TotalSeconds },
                { "provider_router.maybe_executed", attempt.MaybeExecuted },
                { "http.response.status_code", (int?)attempt.StatusCode },
                { "error.type", attempt.Error?.ToString() },
            }));
        }
    }
}
