using System.Diagnostics;

namespace ProviderRouter.Diagnostics;

/// <summary>The router's activities; they cost nothing while nobody listens to the source <c>ProviderRouter</c>.</summary>
internal static class RouterTelemetry
{
    /// <summary>Under this name an activity holds its <see cref="RouteTrace"/> (<see cref="Activity.GetCustomProperty"/>).</summary>
    public const string TraceProperty = "provider_router.trace";

    private static readonly ActivitySource Source = new("ProviderRouter");

    public static Activity? StartCall(InferenceTask task, InferenceRequest request)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity(task.Name, ActivityKind.Client);
        activity?.SetTag("gen_ai.request.model", request.Model);
        return activity;
    }

    public static void Succeed(Activity? activity, ResponseInfo info)
    {
        if (activity is not null)
        {
            activity.SetTag("gen_ai.provider.name", info.Provider);
            activity.SetTag("gen_ai.response.model", info.Model);
            Trace(activity, info.Trace);
        }
    }

    public static void Fail(Activity? activity, Exception exception)
    {
        if (activity is not null)
        {
            var type = exception is ProviderException failure ? failure.Kind.ToString() : exception.GetType().Name;
            activity.SetTag("error.type", type);
            activity.SetStatus(ActivityStatusCode.Error, type);
            if (exception is InferenceException known)
            {
                Trace(activity, known.Trace);
            }
        }
    }

    // Each attempt is an event of the call: who, how far, how it ended. No text of anybody's.
    private static void Trace(Activity activity, RouteTrace trace)
    {
        activity.SetCustomProperty(TraceProperty, trace);
        if (!activity.IsAllDataRequested)
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
