namespace ProviderRouter.Tests.Faults;

/// <summary>docs/reliability.md tells what the cases prove, and nothing else.</summary>
public sealed class FaultTableTests
{
    private const string Begin = "<!-- faults:begin -->\n";
    private const string End = "<!-- faults:end -->";

    [Fact]
    public void Cases_OfOneRow_HaveOneOutcomeInEachColumn() =>
        FaultTable.Rows()
            .SelectMany(static row => FaultTable.Headings.Select(heading => $"{row.Words} | {heading}: {row.OutcomeOf(heading)}"))
            .Where(static cell => cell.Contains(" / ", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void Cases_Names_AreUniqueAndMany()
    {
        var names = FaultCases.Of([.. FaultOperations.All]).Select(static row => row.Data).ToList();

        names.Should().OnlyHaveUniqueItems();
        names.Count.Should().BeGreaterThan(100);
    }

    /// <summary>With PROVIDERROUTER_WRITE_DOCS=1 the table is written instead of compared.</summary>
    [Fact]
    public void Table_InTheDocumentation_IsThatOfTheCases()
    {
        var path = FindDocumentation();
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        begin.Should().BeGreaterThan(Begin.Length);
        end.Should().BeGreaterThan(begin - 1);
        var table = FaultTable.Write();
        if (Environment.GetEnvironmentVariable("PROVIDERROUTER_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, text[..begin] + table + text[end..]);
            return;
        }

        text[begin..end].Should().Be(table, "run this test with PROVIDERROUTER_WRITE_DOCS=1 to write it");
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
