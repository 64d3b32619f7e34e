using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Abstractions;

public sealed class DelegatingInferenceClientTests
{
    private static readonly CancellationToken Token = new(canceled: true);

    private readonly RecordingClient inner = new();

    [Fact]
    public async Task Members_OfADecoratorThatChangesNone_PassEachArgumentOn()
    {
        var client = new Decorator(inner);
        var chat = new ChatRequest { Model = "m", Messages = [] };
        var video = new TextToVideoRequest { Model = "m", Prompt = "x" };
        var options = new JobOptions();
        var handle = new JobHandle { Provider = "p", Model = "m", Task = "text-to-video", JobId = "1", CreatedAt = default };

        await client.SendAsync(InferenceTasks.Chat, chat, Token);
        client.StreamAsync(InferenceTasks.ChatStream, chat, Token);
        await client.ExplainAsync(InferenceTasks.Chat, chat, Token);
        await client.StartAsync(InferenceTasks.TextToVideo, video, options, Token);
        client.Resume(InferenceTasks.TextToVideo, handle);
        await client.ListModelsAsync("p", Token);

        inner.Calls.Select(call => call.Member).Should().Equal("SendAsync", "StreamAsync", "ExplainAsync", "StartAsync", "Resume", "ListModelsAsync");
        inner.Calls[0].Arguments.Should().Equal(InferenceTasks.Chat, chat, Token);
        inner.Calls[1].Arguments.Should().Equal(InferenceTasks.ChatStream, chat, Token);
        inner.Calls[2].Arguments.Should().Equal(InferenceTasks.Chat, chat, Token);
        inner.Calls[3].Arguments.Should().Equal(InferenceTasks.TextToVideo, video, options, Token);
        inner.Calls[4].Arguments.Should().Equal(InferenceTasks.TextToVideo, handle);
        inner.Calls[5].Arguments.Should().Equal("p", Token);
    }

    [Fact]
    public void Constructor_NoInnerClient_IsAnArgumentError() => Assert.Throws<ArgumentNullException>(() => new Decorator(null!));

    private sealed class Decorator(IInferenceClient inner) : DelegatingInferenceClient(inner);
}
