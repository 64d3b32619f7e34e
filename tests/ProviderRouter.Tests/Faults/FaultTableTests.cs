namespace ProviderRouter.Tests.Faults;

/// <summary>docs/reliability.md tells what the cases prove, and nothing else.</summary>
public sealed class FaultTableTests
{
    [Fact]
    public void Cases_OfOneRow_HaveOneOutcomeInEachColumn() =>
        FaultTable.Rows()
            .SelectMany(static row => FaultTable.Headings.Select(heading => $"{row.Words} | {heading}: {row.OutcomeOf(heading)}"))
            .Where(static cell => cell.Contains(" / ", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void Sequences_OfOneBeginning_HaveOneEnd()
    {
        FaultSequences.All.Select(static sequence => sequence.Name).Should().OnlyHaveUniqueItems();
        FaultSequences.All.GroupBy(static sequence => sequence.Happened).Should().OnlyContain(static group => group.Select(static sequence => sequence.Becomes).Distinct().Count() == 1);
    }

    [Fact]
    public void Cases_Names_AreUniqueAndMany()
    {
        var names = FaultCases.Of([.. FaultOperations.All]).Select(static row => row.Data).ToList();

        names.Should().OnlyHaveUniqueItems();
        names.Count.Should().BeGreaterThan(100);
    }

    /// <summary>With PROVIDERROUTER_WRITE_DOCS=1 the tables are written instead of compared.</summary>
    [Fact]
    public void Tables_InTheDocumentation_AreThoseOfTheCases()
    {
        var path = FindDocumentation();
        var text = File.ReadAllText(path);
        var right = With(With(text, "faults", FaultTable.Write()), "sequences", FaultTable.WriteSequences());
        if (Environment.GetEnvironmentVariable("PROVIDERROUTER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, right);
            return;
        }

        text.Should().Be(right, "run this test with PROVIDERROUTER_WRITE_DOCS=1 to write it");
    }

    private static string With(string text, string name, string table)
    {
        var start = $"<!-- {name}:begin -->\n";
        var begin = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        var end = text.IndexOf($"<!-- {name}:end -->", StringComparison.Ordinal);
        begin.Should().BeGreaterThan(start.Length);
        end.Should().BeGreaterThan(begin - 1);
        return text[..begin] + table + text[end..];
    }

    private static string FindDocumentation()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ProviderRouter.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "docs", "reliability.md");
    }
}
