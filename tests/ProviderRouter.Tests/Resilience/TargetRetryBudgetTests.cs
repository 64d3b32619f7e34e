using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

/// <summary>What a target's exchanges do to its retry budget.</summary>
public sealed class TargetRetryBudgetTests
{
    private readonly RetryBudgetOptions budget = new();
    private readonly InMemoryTargetState state;

    public TargetRetryBudgetTests() => state = new(new(), budget, new FakeTimeProvider(), static () => 0.5);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TrySpendAsync_EmptyBudget_IsRefusedUntilSuccessesPayBack()
    {
        await EmptyAsync();
        (await state.TrySpendAsync(14, None)).Should().BeFalse();

        await ReportAsync(new(TargetResult.Succeeded));
        await ReportAsync(new(TargetResult.Succeeded, PayBack: 2));
        (await state.TrySpendAsync(14, None)).Should().BeFalse("13 are there");
        await ReportAsync(new(TargetResult.Succeeded));

        (await state.TrySpendAsync(14, None)).Should().BeTrue();
    }

    [Theory]
    [InlineData(TargetResult.Failed)]
    [InlineData(TargetResult.RateLimited)]
    [InlineData(TargetResult.Neutral)]
    internal async Task ReportAsync_NoSuccess_PaysNothingBack(TargetResult result)
    {
        var admission = await state.EnterAsync(None);
        await EmptyAsync();

        await state.ReportAsync(admission, new(result, PayBack: 100), None);

        (await state.TrySpendAsync(11, None)).Should().BeFalse();
        (await state.TrySpendAsync(10, None)).Should().BeTrue();
    }

    [Fact]
    public async Task TrySpendAsync_BudgetSwitchedOff_IsNeverRefused()
    {
        budget.Enabled = false;

        for (var retry = 0; retry < 1_000; retry++)
        {
            (await state.TrySpendAsync(14, None)).Should().BeTrue();
        }
    }

    [Fact]
    public async Task TrySpendAsync_ManyThreads_SpendNoMoreThanThereIs()
    {
        var granted = 0;
        await Parallel.ForAsync(0, 1_000, None, async (_, token) =>
        {
            if (await state.TrySpendAsync(14, token))
            {
                Interlocked.Increment(ref granted);
            }
        });

        granted.Should().Be(500 / 14);
    }

    private async Task ReportAsync(TargetReport report) => await state.ReportAsync(await state.EnterAsync(None), report, None);

    private async Task EmptyAsync()
    {
        while (await state.TrySpendAsync(14, None))
        {
        }
    }
}
