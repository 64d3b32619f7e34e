using System.Globalization;
using ProviderRouter.Resilience;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>Checks the rules of breakers, budgets, gates and hedges; what is switched off may hold anything.</summary>
internal static class ResilienceOptionsValidator
{
    private const int Most = 1_000_000;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static void Validate(InferenceRoutingOptions options, ConfigurationProblems problems)
    {
        if (options.CircuitBreaker is { Enabled: true } breaker)
        {
            Validate(breaker, problems);
        }

        if (options.RetryBudget is { Enabled: true } budget)
        {
            Validate(budget, problems);
        }

        Whole(problems, "Concurrency:MaxPerTarget", options.Concurrency.MaxPerTarget, 1);
        Whole(problems, "Concurrency:MaxWaitingPerTarget", options.Concurrency.MaxWaitingPerTarget, 0);
        if (options.Hedging is { Enabled: true } hedging)
        {
            Time(problems, "Hedging:MinDelay", hedging.MinDelay, Shortest, "10 milliseconds", "Hedging");
        }
    }

    private static void Validate(CircuitBreakerOptions options, ConfigurationProblems problems)
    {
        const string Section = "CircuitBreaker";
        Time(problems, "CircuitBreaker:Window", options.Window, ShortestWindow, "100 milliseconds", Section);
        Whole(problems, "CircuitBreaker:MinimumThroughput", options.MinimumThroughput, 1, Section);
        if (options.FailureRatio is not (> 0 and <= 1))
        {
            Add(problems, "CircuitBreaker:FailureRatio", Invariant($"is {options.FailureRatio}; it has to lie above 0 and be 1 at most, such as 0.5 for every second one{Off(options.FailureRatio == 0, Section)}."));
        }

        var isTime = Time(problems, "CircuitBreaker:BreakDuration", options.BreakDuration, Shortest, "10 milliseconds", Section);
        isTime &= Time(problems, "CircuitBreaker:MaxBreakDuration", options.MaxBreakDuration, Shortest, "10 milliseconds", Section);
        if (isTime && options.MaxBreakDuration < options.BreakDuration)
        {
            Add(problems, "CircuitBreaker:MaxBreakDuration", "is shorter than CircuitBreaker:BreakDuration; make it as long or longer.");
        }
    }

    private static void Validate(RetryBudgetOptions options, ConfigurationProblems problems)
    {
        const string Section = "RetryBudget";
        var isWhole = Whole(problems, "RetryBudget:Capacity", options.Capacity, 1, Section);
        isWhole &= Whole(problems, "RetryBudget:RetryCost", options.RetryCost, 1, Section);
        isWhole &= Whole(problems, "RetryBudget:RateLimitedRetryCost", options.RateLimitedRetryCost, 1, Section);
        var cost = Math.Max(options.RetryCost, options.RateLimitedRetryCost);
        if (isWhole && options.Capacity < cost)
        {
            Add(problems, "RetryBudget:Capacity", Invariant($"is {options.Capacity}, less than one retry costs; make it {cost} or more, or set Retry:MaxAttemptsPerTarget to 1, which retries nothing that costs."));
        }
    }

    private static bool Whole(ConfigurationProblems problems, string path, int value, int fewest, string? section = null)
    {
        if (value >= fewest && value <= Most)
        {
            return true;
        }

        Add(problems, path, Invariant($"is {value}; it has to lie between {fewest} and {Most}{Off(value == 0, section)}."));
        return false;
    }

    private static bool Time(ConfigurationProblems problems, string path, TimeSpan value, TimeSpan shortest, string shortestInWords, string section)
    {
        if (value >= shortest && value <= Longest)
        {
            return true;
        }

        Add(problems, path, $"has to lie between {shortestInWords} and 24 hours{Off(value == TimeSpan.Zero, section)}.");
        return false;
    }

    private static string Off(bool isZero, string? section) => isZero && section is not null ? $"; switch it off with {section}:Enabled=false" : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(ConfigurationProblems problems, string path, string problem) => problems.Add($"{RoutingConfiguration.Section}:{path}: {problem}");
}
