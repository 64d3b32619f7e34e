using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace ProviderRouter.Benchmarks;

/// <summary>
/// Many iterations, because large code looks several times slower before tier 1; short ones, so that some are left alone by whatever else
/// runs. One table at the end.
/// </summary>
internal sealed class BenchmarkConfig : ManualConfig
{
    public BenchmarkConfig()
    {
        AddJob(Job.Default
            .WithEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "0") // a busy machine would put tier 1 off
            .WithWarmupCount(500)
            .WithIterationCount(300)
            .WithIterationTime(TimeInterval.FromMilliseconds(5))
            .WithGcForce(false));
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(new BestRatioColumn());
        HideColumns(Column.Error, Column.StdDev, Column.Median, Column.Gen0, Column.Gen1, Column.Gen2);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory);
        WithOptions(ConfigOptions.JoinSummary);
    }
}
