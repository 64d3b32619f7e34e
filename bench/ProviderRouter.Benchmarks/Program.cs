using BenchmarkDotNet.Running;
using ProviderRouter.Benchmarks;

var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args is [] ? ["--filter", "*"] : args, new BenchmarkConfig());
return summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1; // a side that does not give what the other gives is a failure
