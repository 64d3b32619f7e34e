using System.Text;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

/// <summary>Recorded predictions, asked for as streams.</summary>
public sealed class ReplicateRecordedTests
{
    public static TheoryData<string> Files => Fixture.FilesOf(Fixture.Entries("replicate-prediction"));

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = Fixture.Missing)]
    [MemberData(nameof(Files))]
    public async Task ChatStreamAsync_RecordedPrediction_OpensItsStreamOrPollsIt(string file)
    {
        var (expect, body) = (Fixture.Entry(file).GetProperty("expect"), Encoding.UTF8.GetString(Fixture.Read(Fixture.Entry(file))));
        var stream = expect.TryGetProperty("streamUrl", out var url) ? url.GetString() : null;
        var poll = $"GET https://api.replicate.com/v1/predictions/{expect.GetProperty("id").GetString()}";
        using var wire = new ReplicateWire().Then(201, body);
        _ = stream is null ? wire : wire.ThenEvents("event: output\ndata: Hi\n\nevent: done\ndata: {}\n\n");
        wire.Then("succeeded", "\"Hi\"");

        (await wire.StreamAsync([])).Should().BeNull();

        wire.Lines.Should().Equal(stream is not null ? [$"POST {LlamaUri}", $"GET {stream}", poll]
            : expect.GetProperty("status").GetString() == "succeeded" ? [$"POST {LlamaUri}"]
            : (string[])[$"POST {LlamaUri}", poll]);
    }
}
