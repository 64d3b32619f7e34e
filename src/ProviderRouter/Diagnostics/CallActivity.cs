using System.Diagnostics;

namespace ProviderRouter.Diagnostics;

/// <summary>The activity of one call, which may be none. Disposing it ends it.</summary>
internal readonly struct CallActivity(Activity? activity) : IDisposable
{
    public void Fail(Exception exception)
    {
        if (activity is not null)
        {
            var type = exception is ProviderException failure ? failure.Kind.ToString() : exception.GetType().Name;
            activity.SetTag("error.type", type);
            activity.SetStatus(ActivityStatusCode.Error, type);
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
}
