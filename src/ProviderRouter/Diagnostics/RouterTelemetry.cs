using System.Diagnostics;

namespace ProviderRouter.Diagnostics;

/// <summary>The router's activities; they cost nothing while nobody listens to the source <c>ProviderRouter</c>, and a listener that fails does not fail the call.</summary>
internal static class RouterTelemetry
{
    private static readonly ActivitySource Source = new("ProviderRouter");

    public static CallActivity StartCall(InferenceTask task, InferenceRequest request)
    {
        if (!Source.HasListeners())
        {
            return default;
        }

        var before = Activity.Current;
        try
        {
            var activity = Source.StartActivity(task.Name, ActivityKind.Client);
            activity?.SetTag("gen_ai.request.model", request.Model);
            return new(activity);
        }
#pragma warning disable CA1031 // Whatever a listener throws is no reason to lose the call.
        catch (Exception)
#pragma warning restore CA1031
        {
            Activity.Current = before; // it was set before the listener was told
            return default;
        }
    }
}
