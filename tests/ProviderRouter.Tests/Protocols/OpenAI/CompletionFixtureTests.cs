using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>The providers' recorded completions, whole and streamed, those of older text servers among them.</summary>
public sealed class CompletionFixtureTests
{
    public static TheoryData<string> Answers => [.. Fixture.Entries("text-completion").Select(entry => entry.GetProperty("file").GetString()!)];

    public static TheoryData<string> Streams => [.. Fixture.Entries("text-completion-stream", "text-generation-stream").Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = "There are no recorded answers here.", SkipTestWithoutData = true)]
    [MemberData(nameof(Answers))]
    public async Task GenerateTextAsync_RecordedAnswer_IsReadAsExpected(string file)
    {
        var entry = Fixture.Entry(file);
        using var server = new OpenAIServer().Answers(Fixture.Read(entry));

        var answer = await server.Client.GenerateTextAsync(new TextGenerationRequest { Provider = OpenAIServer.Name, Model = "m", Prompt = "x" }, TestContext.Current.CancellationToken);

        var expected = entry.GetProperty("expect");
        answer.Choices.Select(choice => new ExpectedChoice(choice.Index, choice.Text, "", choice.FinishReason.Value, []))
            .Should().BeEquivalentTo(expected.GetProperty("choices").EnumerateArray().Select(ExpectedChoice.Of), order => order.WithStrictOrdering());
        ExpectedChoice.ShouldBeUsage(answer.Info.Usage, expected);
    }

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = "There are no recorded answers here.", SkipTestWithoutData = true)]
    [MemberData(nameof(Streams))]
    public async Task GenerateTextStreamAsync_RecordedStream_IsReadAsExpected(string file)
    {
        var entry = Fixture.Entry(file);
        var body = Fixture.Read(entry);
        using var server = new OpenAIServer();

        server.Streams(() => new MemoryStream(body));
        var (whole, failure) = await CompletionStreamTests.ReadAsync(server);
        server.Streams(() => ChunkedStream.Bytewise(body));
        var (bytewise, _) = await CompletionStreamTests.ReadAsync(server);

        failure.Should().BeNull();
        var expected = entry.GetProperty("expect");
        var choice = expected.TryGetProperty("choices", out var choices) ? choices[0] : expected;
        string.Concat(whole).TrimStart().Should().Be(choice.GetProperty("text").GetString()!.TrimStart(), "an older server's whole text lacks the space of its first token");
        whole[^1].Should().BeOfType<TextGenerationFinishedUpdate>().Which.FinishReason.Value.Should().Be(choice.GetProperty("finishReason").GetString() ?? "unknown");
        if (expected.GetProperty("kind").GetString() == "text-completion-stream")
        {
            ExpectedChoice.ShouldBeUsage(whole[^1].Info!.Usage, expected);
        }

        bytewise.Select(update => update with { Info = null }).Should().Equal(whole.Select(update => update with { Info = null }));
    }
}
