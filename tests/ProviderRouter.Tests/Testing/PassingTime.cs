using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Tests.Testing;

/// <summary>Time that stands still, and passes a delay only once somebody waits for it.</summary>
internal sealed class PassingTime : FakeTimeProvider
{
    private readonly Lock changing = new();
    private readonly List<TimeSpan> begun = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until a delay of this length has begun, then lets it pass.</summary>
    public Task PassAsync(TimeSpan delay) => PassAsync(delay, delay);

    /// <summary>Waits until a delay of a length between these has begun, then lets it pass.</summary>
    public async Task PassAsync(TimeSpan shortest, TimeSpan longest)
    {
        while (true)
        {
            Task next;
            lock (changing)
            {
                var index = begun.FindIndex(delay => delay >= shortest && delay <= longest);
                if (index >= 0)
                {
                    begun.RemoveAt(index);
                    break;
                }

                next = changed.Task;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }

        Advance(longest);
    }

    /// <summary>Forgets the delays that have begun until now.</summary>
    public void Forget()
    {
        lock (changing)
        {
            begun.Clear();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (changing)
        {
            begun.Add(dueTime);
            var woken = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            woken.SetResult();
        }

        return timer;
    }
}
