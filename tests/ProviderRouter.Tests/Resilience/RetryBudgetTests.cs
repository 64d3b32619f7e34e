using CsCheck;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class RetryBudgetTests
{
    [Fact]
    public void TrySpend_FullBucket_PaysForThirtyFiveRetries()
    {
        var budget = new RetryBudget(500);

        Enumerable.Range(0, 100).Count(_ => budget.TrySpend(14)).Should().Be(35);
        budget.Tokens.Should().Be(10);
        budget.TrySpend(5).Should().BeTrue("a retry after a rate limit costs less");
    }

    [Fact]
    public void TrySpend_TooFewTokens_TakesNone()
    {
        var budget = new RetryBudget(13);

        budget.TrySpend(14).Should().BeFalse();
        budget.Tokens.Should().Be(13);
    }

    [Fact]
    public void PayBack_FullBucket_StaysFull()
    {
        var budget = new RetryBudget(500);
        budget.TrySpend(5);

        budget.PayBack(int.MaxValue);

        budget.Tokens.Should().Be(500);
    }

    [Fact]
    public void Tokens_AnySequence_StayBetweenZeroAndCapacityAndAddUp() =>
        Gen.Select(Gen.Int[1, 600], Gen.Select(Gen.Bool, Gen.Int[0, 100]).Array[0, 100]).Sample((capacity, steps) =>
        {
            var (budget, expected) = (new RetryBudget(capacity), capacity);
            foreach (var (spends, tokens) in steps)
            {
                if (!spends)
                {
                    budget.PayBack(tokens);
                    expected = Math.Min(capacity, expected + tokens);
                }
                else if (budget.TrySpend(tokens))
                {
                    expected -= tokens;
                }
                else
                {
                    tokens.Should().BeGreaterThan(expected);
                }

                budget.Tokens.Should().Be(expected).And.BeInRange(0, capacity);
            }
        });
}
