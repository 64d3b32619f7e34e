using System.Diagnostics;

namespace ProviderRouter.Tests.Testing;

/// <summary>Waits for what comes by itself, and longer than any busy machine needs for it.</summary>
internal static class Waiting
{
    /// <summary>After so long what is waited for does not come any more. It is shorter than what would bring it in the end: the limit of a silent stream, a retry that waits half a minute.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (var startedAt = Stopwatch.GetTimestamp(); !condition() && Stopwatch.GetElapsedTime(startedAt) < Patience;)
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        condition().Should().BeTrue();
    }
}
