using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;
using static ProviderRouter.Tests.Testing.Configured;

namespace ProviderRouter.Tests.DependencyInjection;

public sealed class ResilienceOptionsTests
{
    [Fact]
    public void Options_NothingConfigured_HaveTheirDefaults()
    {
        var options = new InferenceRoutingOptions();

        options.CircuitBreaker.Should().BeEquivalentTo(new CircuitBreakerOptions
        {
            Enabled = true,
            Window = TimeSpan.FromSeconds(30),
            FailureRatio = 0.5,
            MinimumThroughput = 10,
            BreakDuration = TimeSpan.FromSeconds(5),
            MaxBreakDuration = TimeSpan.FromSeconds(60),
        });
        options.RetryBudget.Should().BeEquivalentTo(new RetryBudgetOptions { Enabled = true, Capacity = 500, RetryCost = 14, RateLimitedRetryCost = 5 });
        options.Concurrency.Should().BeEquivalentTo(new ConcurrencyOptions { MaxPerTarget = 1_000, MaxWaitingPerTarget = 10_000 });
        options.Hedging.Should().BeEquivalentTo(new HedgingOptions { Enabled = false, MinDelay = TimeSpan.FromSeconds(2) });
        options.StreamResume.Should().BeFalse();
    }

    [Fact]
    public void Options_WholeSection_IsBound()
    {
        using var services = Services(
            """
            { "InferenceRouting": {
                "CircuitBreaker": { "Enabled": false, "Window": "00:01:00", "FailureRatio": 0.25, "MinimumThroughput": 20, "BreakDuration": "00:00:02", "MaxBreakDuration": "00:00:20" },
                "RetryBudget": { "Enabled": false, "Capacity": 100, "RetryCost": 10, "RateLimitedRetryCost": 2 },
                "Concurrency": { "MaxPerTarget": 8, "MaxWaitingPerTarget": 0 },
                "Hedging": { "Enabled": true, "MinDelay": "00:00:03" },
                "StreamResume": true
            } }
            """);

        services.GetRequiredService<IInferenceClient>().Should().NotBeNull();
        var options = services.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value;
        options.CircuitBreaker.Should().BeEquivalentTo(new CircuitBreakerOptions
        {
            Enabled = false,
            Window = TimeSpan.FromMinutes(1),
            FailureRatio = 0.25,
            MinimumThroughput = 20,
            BreakDuration = TimeSpan.FromSeconds(2),
            MaxBreakDuration = TimeSpan.FromSeconds(20),
        });
        options.RetryBudget.Should().BeEquivalentTo(new RetryBudgetOptions { Enabled = false, Capacity = 100, RetryCost = 10, RateLimitedRetryCost = 2 });
        options.Concurrency.Should().BeEquivalentTo(new ConcurrencyOptions { MaxPerTarget = 8, MaxWaitingPerTarget = 0 });
        options.Hedging.Should().BeEquivalentTo(new HedgingOptions { Enabled = true, MinDelay = TimeSpan.FromSeconds(3) });
        options.StreamResume.Should().BeTrue();
    }

    [Theory]
    [InlineData("CircuitBreaker", "FailureRatio", "0", "is 0; it has to lie above 0 and be 1 at most, such as 0.5 for every second one; switch it off with CircuitBreaker:Enabled=false.")]
    [InlineData("CircuitBreaker", "FailureRatio", "1.5", "is 1.5; it has to lie above 0 and be 1 at most, such as 0.5 for every second one.")]
    [InlineData("CircuitBreaker", "FailureRatio", "-0.5", "is -0.5; it has to lie above 0 and be 1 at most, such as 0.5 for every second one.")]
    [InlineData("CircuitBreaker", "FailureRatio", "NaN", "is NaN; it has to lie above 0 and be 1 at most, such as 0.5 for every second one.")]
    [InlineData("CircuitBreaker", "MinimumThroughput", "0", "is 0; it has to lie between 1 and 1000000; switch it off with CircuitBreaker:Enabled=false.")]
    [InlineData("CircuitBreaker", "MinimumThroughput", "-1", "is -1; it has to lie between 1 and 1000000.")]
    [InlineData("CircuitBreaker", "Window", "00:00:00", "has to lie between 100 milliseconds and 24 hours; switch it off with CircuitBreaker:Enabled=false.")]
    [InlineData("CircuitBreaker", "Window", "00:00:00.05", "has to lie between 100 milliseconds and 24 hours.")]
    [InlineData("CircuitBreaker", "BreakDuration", "00:00:00", "has to lie between 10 milliseconds and 24 hours; switch it off with CircuitBreaker:Enabled=false.")]
    [InlineData("CircuitBreaker", "BreakDuration", "-00:00:01", "has to lie between 10 milliseconds and 24 hours.")]
    [InlineData("CircuitBreaker", "MaxBreakDuration", "2.00:00:00", "has to lie between 10 milliseconds and 24 hours.")]
    [InlineData("CircuitBreaker", "MaxBreakDuration", "00:00:04", "is shorter than CircuitBreaker:BreakDuration; make it as long or longer.")]
    [InlineData("RetryBudget", "Capacity", "0", "is 0; it has to lie between 1 and 1000000; switch it off with RetryBudget:Enabled=false.")]
    [InlineData("RetryBudget", "Capacity", "13", "is 13, less than one retry costs; make it 14 or more, or set Retry:MaxAttemptsPerTarget to 1, which retries nothing that costs.")]
    [InlineData("RetryBudget", "RateLimitedRetryCost", "501", null)]
    [InlineData("RetryBudget", "RetryCost", "0", "is 0; it has to lie between 1 and 1000000; switch it off with RetryBudget:Enabled=false.")]
    [InlineData("RetryBudget", "RateLimitedRetryCost", "-5", "is -5; it has to lie between 1 and 1000000.")]
    [InlineData("Concurrency", "MaxPerTarget", "0", "is 0; it has to lie between 1 and 1000000.")]
    [InlineData("Concurrency", "MaxWaitingPerTarget", "-1", "is -1; it has to lie between 0 and 1000000.")]
    [InlineData("Hedging", "MinDelay", "00:00:00", "has to lie between 10 milliseconds and 24 hours; switch it off with Hedging:Enabled=false.")]
    public void Client_WrongValue_IsToldWithPathAndFix(string section, string key, string value, string? problem)
    {
        using var services = Services($$"""{ "InferenceRouting": { "Hedging": { "Enabled": true }, "{{section}}": { "{{key}}": "{{value}}" } } }""");

        var failure = FluentActions.Invoking(() => services.GetRequiredService<IInferenceClient>()).Should().Throw<InferenceConfigurationException>().Which;

        failure.Failures.Should().Equal(problem is null
            ? "InferenceRouting:RetryBudget:Capacity: is 500, less than one retry costs; make it 501 or more, or set Retry:MaxAttemptsPerTarget to 1, which retries nothing that costs."
            : $"InferenceRouting:{section}:{key}: {problem}");
    }

    [Fact]
    public void Client_SwitchedOff_MayHoldAnything()
    {
        using var services = Services(
            """
            { "InferenceRouting": {
                "CircuitBreaker": { "Enabled": false, "FailureRatio": 0, "BreakDuration": "00:00:00" },
                "RetryBudget": { "Enabled": false, "Capacity": 0 },
                "Hedging": { "MinDelay": "00:00:00" }
            } }
            """);

        services.GetRequiredService<IInferenceClient>().Should().NotBeNull();
    }
}
