using BenchmarkDotNet.Attributes;
using ProviderRouter.Benchmarks.Canned;
using ProviderRouter.Benchmarks.Floors;

namespace ProviderRouter.Benchmarks;

/// <summary>A whole chat without a network: route, encode, send, retry policy, decode, price; against a client for the one call.</summary>
[MemoryDiagnoser]
public class DispatchBenchmarks
{
    private readonly CannedBody answer = CannedBody.Json(ChatSamples.Answer());
    private FloorMessage[] messages = null!;
    private ChatRequest request = null!;
    private FloorClient floor = null!;
    private OwnedInferenceClient client = null!;

    [Params(ChatSamples.Short, ChatSamples.Long)]
    public string Case { get; set; } = "";

    [GlobalSetup]
    public async Task SetUp()
    {
        messages = ChatSamples.Conversation(Case);
        request = ChatSamples.Request(messages);
        floor = new(new CannedHandler(answer), CannedRouter.Key);
        client = CannedRouter.Create(answer);
        Same.Check((await Floor()).Text, (await Chat()).Text);
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        floor.Dispose();
        await client.DisposeAsync();
    }

    [BenchmarkCategory("chat"), Benchmark(Baseline = true)]
    public async Task<object> FloorChat() => await Floor();

    [BenchmarkCategory("chat"), Benchmark]
    public Task<ChatResponse> Chat() => client.ChatAsync(request);

    private Task<FloorAnswer> Floor() => floor.ChatAsync(CannedRouter.WireModel, messages, ChatSamples.MaxTokens, ChatSamples.Temperature);
}
