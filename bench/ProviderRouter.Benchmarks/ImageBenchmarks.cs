using System.Text;
using BenchmarkDotNet.Attributes;
using ProviderRouter.Benchmarks.Canned;
using ProviderRouter.Benchmarks.Floors;
using ProviderRouter.Transport;

namespace ProviderRouter.Benchmarks;

/// <summary>An image of 1 MiB as base64 in JSON to its bytes, against one decode of the slice that holds it.</summary>
[MemoryDiagnoser]
public class ImageBenchmarks
{
    private static readonly MediaFields Files = new("b64_json"u8.ToArray());
    private static readonly ReadLimits Limits = new(TimeSpan.FromMinutes(1), ErrorCodes.IdleTimeout, TimeSpan.FromMinutes(1), ReadLimits.Body);

    private CannedBody answer = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        var image = new byte[1 << 20];
        new Random(1).NextBytes(image);
        answer = CannedBody.Json(Encoding.ASCII.GetBytes($$"""{"created":1760000000,"data":[{"b64_json":"{{Convert.ToBase64String(image)}}"}]}"""));
        Same.Check(await Floor(), (await Read()).ToArray());
    }

    [BenchmarkCategory("image"), Benchmark(Baseline = true)]
    public async Task<byte[]> Floor()
    {
        using var response = answer.Answer();
        return await ImageFloor.ReadAsync(response);
    }

    [BenchmarkCategory("image"), Benchmark]
    public async Task<ReadOnlyMemory<byte>> Read()
    {
        using var response = new ProviderResponse(answer.Answer(), null!, Limits, TimeProvider.System, CancellationToken.None);
        using var json = await MediaJson.ReadAsync(response, Files, CancellationToken.None);
        return json.FileOf(json.Root.GetProperty("data"u8)[0].GetProperty("b64_json"u8))!.Bytes!.Value;
    }
}
