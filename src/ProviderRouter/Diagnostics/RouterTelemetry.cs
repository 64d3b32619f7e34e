using System.Diagnostics;

namespace ProviderRouter.Diagnostics;

/// <summary>The router's activities; they cost nothing while nobody listens to the source <c>ProviderRouter</c>.</summary>
internal static class RouterTelemetry
{
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

    public static void Fail(Activity? activity, Exception exception)
    {
        if (activity is not null)
        {
            var type = exception is ProviderException failure ? failure.Kind.ToString() : exception.GetType().Name;
            activity.SetTag("error.type", type);
            activity.SetStatus(ActivityStatusCode.Error, type);
        }
    }
}
