using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

public sealed class FalChatStreamTests
{
    private static readonly ChatRequest Request = new() { Model = "fal-ai/any-llm", Provider = "fal-ai", Messages = [ChatMessage.User("Hi")] };

    [Fact]
    public async Task ChatStreamAsync_CumulativeOutputs_GivesOnlyWhatIsNew()
    {
        using var wire = new FalWire().ThenEvents(
            """
            data: {"output":"","partial":true}

            data: {"output":"","reasoning":"They","partial":true}

            data: {"output":"Hel","reasoning":"They greet","partial":true}

            event: ping
            data: {"alive":true}

            data: {"output":"Hel","partial":true}

            data: {"output":"Hello ü","partial":true}

            data: {"output":"Hello ü!","reasoning":"They greet","partial":false,"error":null,"usage":{"prompt_tokens":3,"completion_tokens":2}}

            data: {"output":"after the end","partial":false}


            """);
        var updates = new List<ChatUpdate>();

        (await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), updates)).Should().BeNull();

        wire.Requests[0].Line.Should().Be("POST https://fal.run/fal-ai/any-llm/stream");
        wire.Requests[0].Headers.Should().Contain("Accept", "text/event-stream").And.Contain("Authorization", $"Key {TestRouter.FalKey}");
        wire.Body.ShouldBeJson("""{"prompt":"Hi"}""");
        updates.Select(update => update with { Info = null }).Should().Equal(
            new ChatReasoningUpdate("They"),
            new ChatReasoningUpdate(" greet"),
            new ChatTextUpdate("Hel"),
            new ChatTextUpdate("lo ü"),
            new ChatTextUpdate("!"),
            new ChatUsageUpdate(new() { InputTokens = 3, OutputTokens = 2 }),
            new ChatFinishedUpdate(FinishReason.Unknown));
        updates[^1].Info.Should().BeEquivalentTo(new { RequestId = "run-1", Usage = new Usage { InputTokens = 3, OutputTokens = 2 }, Provider = "fal-ai" });
    }

    [Fact]
    public async Task ChatStreamAsync_EventsThatSayNothingOfBeingPartial_AreWholeAtTheEnd()
    {
        using var wire = new FalWire().ThenEvents("data: {\"output\":\"A\"}\n\ndata: {\"output\":\"A cat\"}\n\n");
        var updates = new List<ChatUpdate>();

        (await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), updates)).Should().BeNull();

        string.Concat(updates.Select(update => update.ToString())).Should().Be("A cat");
        updates[^1].Should().BeOfType<ChatFinishedUpdate>();
    }

    [Fact]
    public async Task ChatStreamAsync_ServerThatDoesNotStream_GivesTheWholeAtOnce()
    {
        using var wire = new FalWire().Then(200, """{"output":"A cat","partial":false}""");
        var updates = new List<ChatUpdate>();

        (await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), updates)).Should().BeNull();

        updates.Select(update => update.GetType()).Should().Equal(typeof(ChatTextUpdate), typeof(ChatFinishedUpdate));
    }

    [Fact]
    public async Task ChatStreamAsync_EndsWhileItIsPartial_IsInterruptedWithTheText()
    {
        using var wire = new FalWire().ThenEvents("data: {\"output\":\"A\",\"partial\":true}\n\ndata: {\"output\":\"A cat\",\"partial\":true}\n\n");
        var updates = new List<ChatUpdate>();

        var failure = await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), updates);

        failure.Should().BeOfType<StreamInterruptedException>().Which.PartialText.Should().Be("A cat");
        updates.Should().HaveCount(2);
    }

    [Fact]
    public async Task ChatStreamAsync_ErrorAfterText_IsInterruptedWithItsWords()
    {
        using var wire = new FalWire().ThenEvents("data: {\"output\":\"A\",\"partial\":true}\n\ndata: {\"output\":\"A\",\"partial\":false,\"error\":\"The model broke\"}\n\n");
        var updates = new List<ChatUpdate>();

        var failure = await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), updates);

        failure.Should().BeOfType<StreamInterruptedException>().Which.Message.Should().Contain("The model broke");
        ((StreamInterruptedException)failure!).PartialText.Should().Be("A");
    }

    [Fact]
    public async Task ChatStreamAsync_TakesBackWhatItGave_IsInterrupted()
    {
        using var wire = new FalWire().ThenEvents("data: {\"output\":\"A cat\",\"partial\":true}\n\ndata: {\"output\":\"A dog\",\"partial\":false}\n\n");
        var updates = new List<ChatUpdate>();

        (await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), updates)).Should().BeOfType<StreamInterruptedException>();

        updates.Should().ContainSingle();
    }

    [Theory]
    [InlineData("data: {\"output\":\"\",\"error\":\"overloaded\"}\n\n")]
    [InlineData("data: {\"output\":\"\",\"partial\":true}\n\n")]
    [InlineData("")]
    public async Task ChatStreamAsync_FailsBeforeAnyText_IsOpenedOnceMore(string events)
    {
        using var wire = new FalWire().ThenEvents(events).ThenEvents("data: {\"output\":\"A cat\",\"partial\":false}\n\n");
        var updates = new List<ChatUpdate>();

        (await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), updates)).Should().BeNull();

        wire.Requests.Should().HaveCount(2);
        string.Concat(updates.Select(update => update.ToString())).Should().Be("A cat");
    }

    [Fact]
    public async Task ChatStreamAsync_EventIsNoJson_IsABadResponse()
    {
        using var wire = new FalWire().ThenEvents("data: {oops\n\n");

        var failure = await DrainAsync(wire.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken), []);

        failure.Should().BeOfType<ProviderException>().Which.Kind.Should().Be(ErrorKind.BadResponse);
    }

    [Fact]
    public async Task ChatStreamAsync_ModelOfOpenRouter_IsStreamedInOpenAIsProtocol()
    {
        using var wire = new FalWire().ThenEvents(
            "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        var updates = new List<ChatUpdate>();

        (await DrainAsync(wire.Client.ChatStreamAsync(Request with { Model = "openrouter/router/openai/gpt-4o" }, TestContext.Current.CancellationToken), updates)).Should().BeNull();

        wire.Requests[0].Line.Should().Be("POST https://fal.run/openrouter/router/openai/v1/chat/completions");
        string.Concat(updates.Select(update => update.ToString())).Should().Be("Hello");
        updates[^1].Should().BeOfType<ChatFinishedUpdate>().Which.FinishReason.Should().Be(FinishReason.Stop);
    }
}
