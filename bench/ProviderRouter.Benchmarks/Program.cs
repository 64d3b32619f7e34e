using BenchmarkDotNet.Running;
using ProviderRouter.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(BenchmarkConfig).Assembly).Run(args is [] ? ["--filter", "*"] : args, new BenchmarkConfig());
