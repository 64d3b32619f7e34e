using BenchmarkDotNet.Attributes;
using ProviderRouter.Benchmarks.Canned;
using ProviderRouter.Benchmarks.Floors;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Benchmarks;

/// <summary>A chat request to UTF-8, against a writer that knows its one body.</summary>
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    private FloorMessage[] messages = null!;
    private TaskContext<ChatRequest> context = null!;

    [Params(ChatSamples.Short, ChatSamples.Long)]
    public string Case { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        messages = ChatSamples.Conversation(Case);
        context = TaskContext.Create(ChatSamples.Request(messages), CannedRouter.WireModel);
        using var floor = WriteFloor();
        using var product = Write();
        Same.Check(floor.Written.ToArray(), product.Written.ToArray());
    }

    [BenchmarkCategory("encode"), Benchmark(Baseline = true)]
    public int Floor()
    {
        using var body = WriteFloor();
        return body.Written.Length;
    }

    [BenchmarkCategory("encode"), Benchmark]
    public int Encode()
    {
        using var body = Write();
        return body.Written.Length;
    }

    private FloorBuffer WriteFloor()
    {
        var body = new FloorBuffer();
        ChatFloor.Write(body, CannedRouter.WireModel, messages, ChatSamples.MaxTokens, ChatSamples.Temperature, stream: false);
        return body;
    }

    private PooledBody Write()
    {
        var body = new PooledBody();
        OpenAIChatEncoder.Write(body, context, OpenAIDialect.Default, LoadedMedia.None, stream: false);
        return body;
    }
}
