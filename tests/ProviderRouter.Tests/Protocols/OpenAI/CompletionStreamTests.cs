using System.Text;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Testing.OpenAIServer;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Streamed completions: what is an update, what is an error, and when the text is whole.</summary>
public sealed class CompletionStreamTests
{
    private const int Update = 40; // header, info, index, text
    private const int String = 32; // of four characters

    [Fact]
    public async Task GenerateTextStreamAsync_Minimal_AsksForTheStreamAndItsUsage()
    {
        using var server = new OpenAIServer().Streams(Text("a", "stop"), "[DONE]");

        await ReadAsync(server);

        server.Sent[0].Headers["Accept"].Should().Be("text/event-stream");
        server.Sent[0].Line.Should().Be("POST https://local.test/v1/completions");
        server.Sent[0].Body.Should().Be("""{"model":"m","prompt":"x","stream":true,"stream_options":{"include_usage":true}}""");
    }

    [Fact]
    public async Task GenerateTextStreamAsync_UsualStream_GivesTextUsageAndEnd()
    {
        var (updates, failure) = await ReadAsync(
            Text("Hel"), Text("lo"), Text("", "stop"), """{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""", "[DONE]");

        failure.Should().BeNull();
        updates.Select(Bare).Should().Equal(
            new TextGenerationTextUpdate("Hel"),
            new TextGenerationTextUpdate("lo"),
            new TextGenerationUsageUpdate(new() { InputTokens = 3, OutputTokens = 2, TotalTokens = 5 }),
            new TextGenerationFinishedUpdate(FinishReason.Stop));
        updates[^1].Info!.Usage!.TotalTokens.Should().Be(5);
        updates[^1].Info!.Provider.Should().Be(Name);
    }

    [Theory]
    [InlineData("Together: all twice, the reason beside", """{"token":{"id":1,"text":"a","special":false},"choices":[{"index":0,"text":"a","delta":{"content":"a"}}],"usage":null,"finish_reason":null}""", """{"choices":[{"index":0,"text":""}],"finish_reason":"eos"}""", "stop")]
    [InlineData("a delta alone", """{"choices":[{"delta":{"content":"a"}}]}""", """{"choices":[{"delta":{},"finish_reason":"length"}]}""", "length")]
    [InlineData("the reason without a choice", """{"choices":[{"text":"a"}]}""", """{"finish_reason":"length"}""", "length")]
    [InlineData("text and reason together", """{"choices":[]}""", """{"choices":[{"text":"a","finish_reason":"stop"}]}""", "stop")]
    [InlineData("[DONE] alone", """{"choices":[{"text":"a"}]}""", "[DONE]", "unknown")]
    [InlineData("older text server", """{"token":{"id":1,"text":"a","special":false},"generated_text":null,"details":null}""", """{"token":{"id":2,"text":"</s>","special":true},"generated_text":"a","details":{"finish_reason":"eos_token","generated_tokens":2}}""", "stop")]
    [InlineData("older text server, no details", """{"token":{"text":"a","special":false},"generated_text":null}""", """{"token":{"text":"</s>","special":true},"generated_text":"a","details":null}""", "unknown")]
    public async Task GenerateTextStreamAsync_WholeInItsWay_GivesTheTextAndTheReason(string way, string first, string second, string reason)
    {
        var (updates, failure) = await ReadAsync(first, second);

        failure.Should().BeNull(way);
        updates.OfType<TextGenerationTextUpdate>().Select(update => update.Text).Should().Equal(["a"], way);
        updates[^1].Should().BeOfType<TextGenerationFinishedUpdate>().Which.FinishReason.Value.Should().Be(reason, way);
    }

    [Theory]
    [InlineData("a clean close", "data: {\"choices\":[{\"text\":\"a\"}]}\n\n")]
    [InlineData("a close in a line", "data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: {\"choices\":[{\"te")]
    [InlineData("an older server that closes", "data: {\"token\":{\"text\":\"a\"},\"generated_text\":null}\n\n")]
    public async Task GenerateTextStreamAsync_EndMissing_IsInterruptedWithWhatCame(string way, string body)
    {
        using var server = new OpenAIServer();
        server.Streams(() => new MemoryStream(Encoding.UTF8.GetBytes(body)));

        var (updates, failure) = await ReadAsync(server);

        string.Concat(updates).Should().Be("a", way);
        updates.OfType<TextGenerationFinishedUpdate>().Should().BeEmpty();
        failure.Should().BeOfType<StreamInterruptedException>(way).Which.PartialText.Should().Be("a");
    }

    [Theory]
    [InlineData("""{"error":{"message":"no luck","type":"server_error"}}""")]
    [InlineData("""{"error":"no luck","error_type":"overloaded"}""")]
    [InlineData("""{"choices":[{"text":"","finish_reason":"error"}],"message":"no luck"}""")]
    [InlineData("""{"choices":[],"finish_reason":"error","message":"no luck"}""")]
    public async Task GenerateTextStreamAsync_ErrorInTheStream_EndsItWithThatError(string error)
    {
        var (none, first) = await ReadAsync(error, "[DONE]");
        var (some, later) = await ReadAsync(Text("a"), error, "[DONE]");

        none.Should().BeEmpty();
        first.Should().BeOfType<ProviderException>().Which.Message.Should().Contain("no luck");
        string.Concat(some).Should().Be("a");
        later.Should().BeOfType<StreamInterruptedException>().Which.PartialText.Should().Be("a");
        later!.Message.Should().Contain("no luck");
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("nonsense")]
    [InlineData("""{"choices":[{"text":"\ud800"}]}""")]
    [InlineData("""{"token":{"text":"\ud800"},"generated_text":null}""")]
    public async Task GenerateTextStreamAsync_PieceThatIsNone_IsABadResponse(string piece)
    {
        var (updates, failure) = await ReadAsync(piece, "[DONE]");

        updates.Should().BeEmpty();
        failure!.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"text":"Hello","finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""")]
    [InlineData("""{"generated_text":"Hello","details":{"finish_reason":"stop"}}""")]
    public async Task GenerateTextStreamAsync_JsonInsteadOfAStream_GivesTheSame(string body)
    {
        using var server = new OpenAIServer();
        server.Answers(body);

        var (updates, failure) = await ReadAsync(server);

        failure.Should().BeNull();
        updates.Select(Bare).Where(update => update is not TextGenerationUsageUpdate).Should().Equal(
            new TextGenerationTextUpdate("Hello"), new TextGenerationFinishedUpdate(FinishReason.Stop));
    }

    [Fact]
    public async Task GenerateTextStreamAsync_SeveralContinuations_AreKeptApartAndEndEach()
    {
        using var server = new OpenAIServer();
        server.Streams(
            """{"choices":[{"index":0,"text":"a"},{"index":1,"text":"b","logprobs":{"tokens":["b"],"token_logprobs":[-1]}}]}""",
            """{"choices":[{"index":1,"text":"","finish_reason":"length"}]}""",
            """{"choices":[{"index":0,"text":"","finish_reason":"stop"}]}""");

        var (updates, failure) = await ReadAsync(server, new() { Prompt = "x", Count = 2 });

        failure.Should().BeNull();
        updates.OfType<TextGenerationLogProbabilitiesUpdate>().Should().ContainSingle().Which.LogProbabilities[0].LogProbability.Should().Be(-1);
        updates.Select(Bare).Where(update => update is not TextGenerationLogProbabilitiesUpdate).Should().Equal(
            new TextGenerationTextUpdate("a"),
            new TextGenerationTextUpdate("b") { Index = 1 },
            new TextGenerationFinishedUpdate(FinishReason.Stop),
            new TextGenerationFinishedUpdate(FinishReason.Length) { Index = 1 });
    }

    [Fact]
    public void Decode_TextDelta_AllocatesTheUpdateAndItsStringAndNothingElse()
    {
        using var decoder = new CompletionStreamDecoder(hasOneChoice: true);
        var chunks = Enumerable.Range(0, 1000).Select(number => Encoding.UTF8.GetBytes(Text($"w{number:000}"))).ToArray();
        for (var round = 0; round < 3; round++) // warm: code and buffers
        {
            Decode(decoder, chunks);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Decode(decoder, chunks);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(chunks.Length * (Update + String));
    }

    private static void Decode(CompletionStreamDecoder decoder, byte[][] chunks)
    {
        foreach (var chunk in chunks)
        {
            if (decoder.Decode(chunk, default, isBareLine: false) is null)
            {
                throw new InvalidOperationException("That was no text.");
            }
        }
    }

    private static string Text(string text, string? finishReason = null) =>
        $$"""{"id":"c1","object":"text_completion","choices":[{"index":0,"text":"{{text}}","logprobs":null,"finish_reason":{{(finishReason is null ? "null" : $"\"{finishReason}\"")}}}]}""";

    private static async Task<(List<TextGenerationUpdate> Updates, ProviderException? Failure)> ReadAsync(params string[] events)
    {
        using var server = new OpenAIServer();
        server.Streams(events);
        return await ReadAsync(server);
    }

    internal static async Task<(List<TextGenerationUpdate> Updates, ProviderException? Failure)> ReadAsync(OpenAIServer server, TextGenerationRequest? request = null)
    {
        var updates = new List<TextGenerationUpdate>();
        request = (request ?? new() { Prompt = "x" }) with { Provider = Name, Model = "m" };
        try
        {
            await foreach (var update in server.Client.GenerateTextStreamAsync(request, TestContext.Current.CancellationToken))
            {
                updates.Add(update);
            }
        }
        catch (ProviderException exception)
        {
            return (updates, exception);
        }

        return (updates, null);
    }

    private static TextGenerationUpdate Bare(TextGenerationUpdate update) => update with { Info = null };
}
