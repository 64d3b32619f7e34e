using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace ProviderRouter.Benchmarks;

/// <summary>
/// Many short iterations: a long warm-up, because large code looks several times slower before tier 1, and short ones, so that some are
/// left alone by whatever else runs. One table at the end.
/// </summary>
internal sealed class BenchmarkConfig : ManualConfig
{
    public BenchmarkConfig()
    {
        AddJob(Job.Default
            .WithWarmupCount(50)
            .WithIterationCount(60)
            .WithIterationTime(TimeInterval.FromMilliseconds(25)));
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(new BestRatioColumn());
        HideColumns(Column.Error, Column.StdDev, Column.Median, Column.Gen0, Column.Gen1, Column.Gen2);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory);
        WithOptions(ConfigOptions.JoinSummary);
    }
}
