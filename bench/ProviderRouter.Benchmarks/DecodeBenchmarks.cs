using BenchmarkDotNet.Attributes;
using ProviderRouter.Benchmarks.Canned;
using ProviderRouter.Benchmarks.Floors;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Benchmarks;

/// <summary>A chat's answer to <see cref="ChatResponse"/>, against a reader that takes four fields.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    private readonly byte[] answer = ChatSamples.Answer();

    [GlobalSetup]
    public void SetUp() => Same.Check(ChatFloor.Read(answer).Text, Read().Text);

    [BenchmarkCategory("decode"), Benchmark(Baseline = true)]
    public object Floor() => ChatFloor.Read(answer);

    [BenchmarkCategory("decode"), Benchmark]
    public object Decode() => Read();

    private ChatResponse Read() => ChatResponseReader.Read(null!, answer); // the response is asked for failures alone
}
