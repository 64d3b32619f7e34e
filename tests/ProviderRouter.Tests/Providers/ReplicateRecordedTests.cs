using System.Text;
using System.Text.Json;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateRecordedTests
{
    public static TheoryData<string> Files => [.. Fixture.Entries("replicate-prediction").Select(entry => entry.GetProperty("file").GetString()!)];

    [Fact]
    public void Files_WhereThereAreAny_AreFourteen()
    {
        Assert.SkipUnless(Fixture.Exist, "There are no recorded answers here.");
        Files.Should().HaveCount(14);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public async Task SendAsync_RecordedPrediction_IsDecodedAsExpected(string file)
    {
        var entry = Fixture.Entries("replicate-prediction").Single(entry => entry.GetProperty("file").GetString() == file);
        var (expect, body) = (entry.GetProperty("expect"), Encoding.UTF8.GetString(Fixture.Read(entry)));
        using var wire = new ReplicateWire().Then(entry.GetProperty("status").GetInt32(), body);

        var output = expect.GetProperty("output");
        if (output.ValueKind == JsonValueKind.Null)
        {
            wire.Then("succeeded", "[\"https://replicate.delivery/x/out-0.png\"]");
            await wire.ImageAsync();
            wire.Lines.Should().Equal($"POST {FluxUri}", $"GET https://api.replicate.com/v1/predictions/{expect.GetProperty("id").GetString()}");
        }
        else if (output.ValueKind == JsonValueKind.String && !output.GetString()!.StartsWith("https:", StringComparison.Ordinal))
        {
            var answer = await wire.ChatAsync(new() { Messages = [ChatMessage.User("Hi")] });
            answer.Text.Should().Be(output.GetString());
            wire.Lines.Should().ContainSingle();
        }
        else
        {
            var answer = await wire.ImageAsync();
            var files = output.ValueKind == JsonValueKind.Array ? output.EnumerateArray().Select(item => item.GetString()) : [output.GetString()];
            answer.Images.Select(image => image.Uri!.OriginalString).Should().Equal(files);
            answer.Info.Usage!.ComputeSeconds.Should().Be(expect.TryGetProperty("predictTime", out var time) && time.ValueKind == JsonValueKind.Number ? time.GetDouble() : null);
            wire.Lines.Should().ContainSingle();
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public async Task ChatStreamAsync_RecordedPrediction_OpensItsStreamOrPollsIt(string file)
    {
        var expect = Fixture.Entries("replicate-prediction").Single(entry => entry.GetProperty("file").GetString() == file).GetProperty("expect");
        var body = Encoding.UTF8.GetString(Fixture.Read(Fixture.Entries("replicate-prediction").Single(entry => entry.GetProperty("file").GetString() == file)));
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
