namespace ProviderRouter.Tests.Testing;

/// <summary>The system's clock, which tells when a long delay begins.</summary>
/// <param name="length">How long a delay has to be to be told.</param>
internal sealed class WatchedTime(TimeSpan length) : TimeProvider
{
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when something waits that long; a time limit is no wait.</summary>
    public Task DelayBegun => begun.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (state is not CancellationTokenSource && dueTime >= length)
        {
            begun.TrySetResult();
        }

        return base.CreateTimer(callback, state, dueTime, period);
    }
}
