using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Mathematics;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace ProviderRouter.Benchmarks;

/// <summary>The fastest iteration to the floor's fastest: what else runs on the machine only ever adds time, so this moves least.</summary>
internal sealed class BestRatioColumn : BaselineCustomColumn
{
    public override string Id => nameof(BestRatioColumn);

    public override string ColumnName => "Best Ratio";

    public override int PriorityInCategory => 10;

    public override bool IsNumeric => true;

    public override UnitType UnitType => UnitType.Dimensionless;

    public override string Legend => "The fastest iteration to the fastest of the floor";

    public override string GetValue(
        Summary summary,
        BenchmarkCase benchmarkCase,
        Statistics baseline,
        IReadOnlyDictionary<string, Metric> baselineMetrics,
        Statistics current,
        IReadOnlyDictionary<string, Metric> currentMetrics,
        bool isBaseline) =>
        (current.Min / baseline.Min).ToString("0.00", CultureInfo.InvariantCulture);
}
