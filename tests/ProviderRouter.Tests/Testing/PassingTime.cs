using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Tests.Testing;

/// <summary>Time that stands still, and passes a delay only once somebody waits for it.</summary>
internal sealed class PassingTime : FakeTimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock changing = new();
    private readonly List<Begun> begun = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until a delay of this length has begun, then lets it pass.</summary>
    public Task PassAsync(TimeSpan delay) => PassAsync(delay, delay);

    /// <summary>Waits until a delay of a length between these has begun, then lets it pass.</summary>
    public async Task PassAsync(TimeSpan shortest, TimeSpan longest)
    {
        await UntilBegunAsync(shortest, longest);
        Advance(longest);
    }

    /// <summary>Waits until a delay of this length has begun, which then is the test's to let pass.</summary>
    public Task UntilBegunAsync(TimeSpan delay) => UntilBegunAsync(delay, delay);

    /// <summary>Lets each delay pass as it begins, the one that ends first before the others, until something is so. A time limit is no delay, and never ends by this.</summary>
    public async Task PassUntilAsync(Func<bool> holds)
    {
        for (var startedAt = Stopwatch.GetTimestamp(); !holds();)
        {
            if (TakeFirst() is { } endsAt)
            {
                var rest = endsAt - GetUtcNow();
                Advance(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
                continue;
            }

            Stopwatch.GetElapsedTime(startedAt).Should().BeLessThan(Patience, "what is waited for comes at once, or after a delay");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
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
        var endsAt = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : GetUtcNow() + dueTime;
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (changing)
        {
            begun.Add(new(dueTime, endsAt, state is CancellationTokenSource || dueTime == Timeout.InfiniteTimeSpan));
            var woken = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            woken.SetResult();
        }

        return timer;
    }

    private async Task UntilBegunAsync(TimeSpan shortest, TimeSpan longest)
    {
        while (true)
        {
            Task next;
            lock (changing)
            {
                var index = begun.FindIndex(delay => delay.Length >= shortest && delay.Length <= longest);
                if (index >= 0)
                {
                    begun.RemoveAt(index);
                    return;
                }

                next = changed.Task;
            }

            await next.WaitAsync(Patience);
        }
    }

    private DateTimeOffset? TakeFirst()
    {
        lock (changing)
        {
            var first = begun.Where(static delay => !delay.IsLimit).MinBy(static delay => delay.EndsAt);
            return first is not null && begun.Remove(first) ? first.EndsAt : null;
        }
    }

    private sealed record Begun(TimeSpan Length, DateTimeOffset EndsAt, bool IsLimit);
}
