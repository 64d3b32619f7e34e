using BenchmarkDotNet.Attributes;
using ProviderRouter.Benchmarks.Canned;
using ProviderRouter.Benchmarks.Floors;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Benchmarks;

/// <summary>A stream of 500 text deltas, by the decoder alone and as a whole call; figures are for one chunk.</summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    private static readonly ReadLimits Limits = new(TimeSpan.FromMinutes(1), ErrorCodes.FirstEventTimeout, TimeSpan.FromMinutes(1), ReadLimits.Events);

    private readonly FloorMessage[] messages = ChatSamples.Conversation(ChatSamples.Short);
    private ChatRequest request = null!;
    private CannedBody events = null!;
    private FloorClient floor = null!;
    private OwnedInferenceClient client = null!;
    private int characters;

    [Params("read by event", "read by 8 KB")]
    public string Case { get; set; } = "";

    [GlobalSetup]
    public async Task SetUp()
    {
        events = CannedBody.Events(ChatSamples.Events(), Case == "read by event" ? null : 8 << 10);
        request = ChatSamples.Request(messages);
        floor = new(new CannedHandler(events), CannedRouter.Key);
        client = CannedRouter.Create(events);
        Same.Check([await FloorDecode(), await FloorStream()], [await Decode(), await Stream()]);
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        floor.Dispose();
        await client.DisposeAsync();
    }

    [BenchmarkCategory("stream decode"), Benchmark(Baseline = true, OperationsPerInvoke = ChatSamples.Chunks)]
    public async Task<int> FloorDecode()
    {
        characters = 0;
        using var answer = events.Answer();
        using var body = await answer.Content.ReadAsStreamAsync();
        await StreamFloor.ReadAsync(body, Take);
        return characters;
    }

    [BenchmarkCategory("stream decode"), Benchmark(OperationsPerInvoke = ChatSamples.Chunks)]
    public async Task<int> Decode()
    {
        characters = 0;
        using var response = new ProviderResponse(events.Answer(), null!, Limits, TimeProvider.System, CancellationToken.None);
        using var reader = await SseReader.OpenAsync(response, CancellationToken.None);
        using var decoder = new ChatStreamDecoder(hasOneChoice: true);
        do
        {
            while (reader.TryRead())
            {
                Take(decoder.Decode(reader.Data, reader.EventType, reader.IsBareLine));
            }
        }
        while (!decoder.IsDone && await reader.FillAsync(CancellationToken.None));

        decoder.Finish();
        while (decoder.TryTake(out var update))
        {
            Take(update);
        }

        return characters;
    }

    [BenchmarkCategory("stream call"), Benchmark(Baseline = true, OperationsPerInvoke = ChatSamples.Chunks)]
    public async Task<int> FloorStream()
    {
        characters = 0;
        await floor.StreamAsync(CannedRouter.WireModel, messages, ChatSamples.MaxTokens, ChatSamples.Temperature, Take);
        return characters;
    }

    [BenchmarkCategory("stream call"), Benchmark(OperationsPerInvoke = ChatSamples.Chunks)]
    public async Task<int> Stream()
    {
        characters = 0;
        await foreach (var update in client.ChatStreamAsync(request))
        {
            Take(update);
        }

        return characters;
    }

    private void Take(string text) => characters += text.Length;

    private void Take(ChatUpdate? update)
    {
        if (update is ChatTextUpdate text)
        {
            Take(text.Text);
        }
    }
}
