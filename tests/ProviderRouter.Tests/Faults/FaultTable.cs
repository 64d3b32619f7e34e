using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>The cases as a table for users: what a server does, and what becomes of each kind of call.</summary>
internal static class FaultTable
{
    public static IReadOnlyList<string> Headings { get; } = [.. FaultOperations.All.Select(static operation => operation.Heading).Distinct()];

    /// <summary>The rows, each with its outcomes by column; faults with the same words share one.</summary>
    public static IEnumerable<FaultRow> Rows() => FaultCases.All
        .Where(static fault => fault.IsTold)
        .GroupBy(static fault => fault.Words)
        .Select(static group => new FaultRow(group.Key, [.. group]));

    public static string Write()
    {
        var text = new StringBuilder();
        Line(text, ["what the server does", "error", .. Headings]);
        Line(text, [.. Enumerable.Repeat("---", Headings.Count + 2)]);
        foreach (var row in Rows())
        {
            Line(text, [row.Words, row.Error, .. Headings.Select(row.OutcomeOf)]);
        }

        return text.ToString();
    }

    /// <summary>What is remembered between calls; sequences with the same beginning share a row.</summary>
    public static string WriteSequences()
    {
        var text = new StringBuilder();
        Line(text, ["what happened", "what becomes of the calls after that"]);
        Line(text, ["---", "---"]);
        foreach (var sequence in FaultSequences.All.DistinctBy(static sequence => sequence.Happened))
        {
            Line(text, [sequence.Happened, sequence.Becomes]);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}

/// <summary>One row.</summary>
internal sealed record FaultRow(string Words, IReadOnlyList<Fault> Faults)
{
    private const string None = "–";

    /// <summary>What the failure is told as: its kind, and its codes where they are the router's own.</summary>
    public string Error
    {
        get
        {
            var failures = Faults.Select(static fault => fault.Failure).OfType<FaultFailure>().ToList();
            var kinds = failures.Select(static failure => $"`{failure.Kind}`").Distinct().ToList();
            var codes = failures.Select(static failure => failure.Code).Where(Own.Contains).Distinct().Select(static code => $"`{code}`").ToList();
            return kinds.Count == 0 || Faults.SelectMany(static fault => fault.Outcomes).All(static outcome => outcome.Verdict.Failures == 0) ? None
                : codes.Count == 0 ? string.Join(", ", kinds)
                : $"{string.Join(", ", kinds)} ({string.Join(", ", codes)})";
        }
    }

    private static HashSet<string?> Own { get; } = [.. typeof(ErrorCodes).GetFields().Select(static field => (string?)field.GetRawConstantValue())];

    public string OutcomeOf(string heading)
    {
        var words = OutcomesOf(heading);
        return words.Count == 0 ? None : string.Join(" / ", words);
    }

    /// <summary>The different outcomes in a column; one, if the row tells the truth.</summary>
    public IReadOnlyList<string> OutcomesOf(string heading) =>
    [
        .. from fault in Faults
           from outcome in fault.Outcomes
           where outcome.Operation.Heading == heading
           select WordsOf(fault, outcome.Operation, outcome.Verdict) into words
           group words by words into distinct
           select distinct.Key,
    ];

    private static string WordsOf(Fault fault, FaultOperation operation, FaultVerdict verdict) =>
        verdict == FaultVerdict.Error && fault.Failure!.MaybeExecuted && !operation.IsRead && fault.Failure.Phase != AttemptPhase.Delivering ? "error: it may have been done" : verdict.Words;
}
