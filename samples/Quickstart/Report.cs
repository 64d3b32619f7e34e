using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Prints what an answer says of itself: model asked, provider and why, time, tokens or file, cost.</summary>
internal static class Report
{
    public static void Print(string model, ResponseInfo info, long startedAt, string result)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn();
        Add("asked", model);
        Add("served by", $"{info.Provider} as {info.Model}");
        Add("because", info.RouteReason ?? "");
        foreach (var other in info.Trace.Candidates.Where(candidate => candidate.Outcome is CandidateOutcome.Failed or CandidateOutcome.PassedOver))
        {
            Add("not", other.ToString());
        }

        Add("time", string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.00} s"));
        Add("result", result);
        Add("cost", info.CostUsd is { } cost ? string.Create(CultureInfo.InvariantCulture, $"${cost:0.000000####}") : "unknown");
        foreach (var warning in info.Warnings)
        {
            Add("warning", warning.ToString());
        }

        AnsiConsole.Write(grid);
        AnsiConsole.WriteLine();

        void Add(string name, string value) => grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
    }

    /// <summary>Prints why a call failed, and how it went with everybody who was asked.</summary>
    public static void Print(InferenceException exception)
    {
        AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
        if (exception.Attempts.Count > 0)
        {
            AnsiConsole.MarkupLineInterpolated($"[grey]{exception.Trace}[/]");
        }
    }

    public static string Tokens(Usage? usage) => usage is { InputTokens: { } input, OutputTokens: { } output }
        ? string.Create(CultureInfo.InvariantCulture, $"{(usage.IsEstimated ? "about " : "")}{input} tokens in, {output} out")
        : "tokens not told";

    /// <summary>Shows that something is going on while a slow answer is awaited.</summary>
    public static Task<T> WaitAsync<T>(string what, Func<Task<T>> work) => AnsiConsole.Status().StartAsync(what, _ => work());
}
