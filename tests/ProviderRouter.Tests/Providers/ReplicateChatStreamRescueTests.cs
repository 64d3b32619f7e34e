using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateChatStreamRescueTests
{
    private const string Begun = "event: output\nid: 1:1\ndata: Once\n\nevent: output\nid: 1:2\ndata:  upon\n\n";

    [Theory]
    [InlineData(Begun, false, "Once| upon| a time")]
    [InlineData(Begun + ":408: 408 Request Timeout\n\n", false, "Once| upon| a time")]
    [InlineData("", false, "Once upon a time")]
    [InlineData(":408: 408 Request Timeout\n\n", false, "Once upon a time")]
    [InlineData(Begun, true, "Once| upon| a time")]
    [InlineData("", true, "Once upon a time")]
    public async Task ChatStreamAsync_StreamEndsOrBreaksWithoutDone_GivesTheRestOfTheOutput(string events, bool breaks, string pieces)
    {
        using var wire = new ReplicateWire().Then(201, Streaming())
            .Then(_ => Stream(breaks ? new FailingStream(events, _ => throw new IOException("reset")) : new MemoryStream(Encoding.UTF8.GetBytes(events))))
            .Then("processing", """["Once"," upon"]""")
            .Then("succeeded", """["Once"," upon"," a"," time"]""", """ "metrics":{"predict_time":2} """);
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.OfType<ChatTextUpdate>().Select(update => update.Text).Should().Equal(pieces.Split('|'));
        updates[^2].Should().BeOfType<ChatUsageUpdate>().Which.Usage.Should().Be(new Usage { ComputeSeconds = 2 });
        updates[^1].Should().BeOfType<ChatFinishedUpdate>();
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_AnswerBreaksOff_CountsAgainstTheTarget()
    {
        using var wire = new ReplicateWire(builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
                (options.CircuitBreaker.MinimumThroughput, options.Retry.MaxRetryAfter) = (1, TimeSpan.FromSeconds(1))))
            .Then(201, Streaming()).ThenEvents(Begun).Then("succeeded", """["Other"]""");

        var failure = await wire.StreamAsync([]);

        failure.Should().BeOfType<StreamInterruptedException>().Which.Attempts.Should().ContainSingle().Which.Phase.Should().Be(AttemptPhase.Delivering);
        (await wire.StreamAsync([])).Should().BeOfType<RoutingException>();
    }

    [Theory]
    [InlineData("", "Once upon a time")]
    [InlineData(Begun, "Once| upon| a time")]
    public async Task ChatStreamAsync_ModelThatStartsSlowly_GivesTheRestOfTheOutput(string events, string pieces)
    {
        using var wire = new ReplicateWire().Then(201, Streaming());
        wire.Then(_ => Stream(new FailingStream(events, async token =>
            {
                var silence = Task.Delay(Timeout.Infinite, token);
                wire.Time.AdvanceWhenLimitIsSet(TimeSpan.FromSeconds(61));
                await silence;
            })))
            .Then("starting").Then("succeeded", "\"Once upon a time\"");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.OfType<ChatTextUpdate>().Select(update => update.Text).Should().Equal(pieces.Split('|'));
        wire.Lines.Should().StartWith([$"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}", $"GET {PollUri}"]).And.NotContain($"POST {CancelUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_StreamHostThatFails_IsAskedOnceBeforeThePredictionIs()
    {
        using var wire = new ReplicateWire().Then(201, Streaming());
        wire.Then(503, "").Then("succeeded", "\"Once upon\"");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        string.Concat(updates).Should().Be("Once upon");
        wire.Lines.Should().StartWith([$"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}"], "the prediction is the stream's second try");
    }

    [Theory]
    [InlineData(StreamUri, 404)]
    [InlineData(StreamUri, 403)]
    [InlineData("files/x", 0)]
    public async Task ChatStreamAsync_StreamThatCannotBeOpened_GivesTheOutput(string address, int status)
    {
        using var wire = new ReplicateWire().Then(201, Streaming(address));
        _ = status == 0 ? wire : wire.Then(status, "");
        wire.Then("succeeded", "\"Once upon\"");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        string.Concat(updates.OfType<ChatTextUpdate>().Select(update => update.Text)).Should().Be("Once upon");
        wire.Lines.Should().Equal(status == 0 ? [$"POST {LlamaUri}", $"GET {PollUri}"] : (string[])[$"POST {LlamaUri}", $"GET {address}", $"GET {PollUri}"]);
    }

    [Fact]
    public async Task ChatStreamAsync_TextThatIsNoUtf8_IsTakenFromTheOutputInstead()
    {
        using var wire = new ReplicateWire().Then(201, Streaming())
            .Then(_ => Stream(new MemoryStream([.. "event: output\ndata: Once\n\nevent: output\ndata: "u8, 0xC3, .. "\n\nevent: done\ndata: {}\n\n"u8])))
            .Then("succeeded", "\"Once \u00E9\"");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.OfType<ChatTextUpdate>().Select(update => update.Text).Should().Equal("Once", " \u00E9");
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_BodyThatCannotBeOpened_IsClosed()
    {
        using var body = new ClosedContent();
        using var wire = new ReplicateWire().Then(201, Streaming()).Then(_ => new(HttpStatusCode.OK) { Content = body }).Then("succeeded", "\"Once\"");

        (await wire.StreamAsync([])).Should().BeNull();

        body.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public async Task ChatStreamAsync_StreamGaveTheWholeOutput_AddsNothing()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Begun).Then("succeeded", """["Once"," upon"]""");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.OfType<ChatTextUpdate>().Select(update => update.Text).Should().Equal("Once", " upon");
    }

    [Fact]
    public async Task ChatStreamAsync_OutputIsNotWhatTheStreamGave_IsInterruptedAndNothingToCancel()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Begun).Then("succeeded", "\"Twice upon a time\"");
        List<ChatUpdate> updates = [];

        var failure = (await wire.StreamAsync(updates)).Should().BeOfType<StreamInterruptedException>().Which;

        (failure.PartialText, failure.Provider, failure.Model, failure.MaybeExecuted).Should().Be(("Once upon", "replicate", Llama, true));
        string.Concat(updates).Should().Be("Once upon");
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}");
    }

    [Theory]
    [InlineData(Begun, typeof(StreamInterruptedException))]
    [InlineData("", typeof(JobException))]
    public async Task ChatStreamAsync_PredictionFailsToo_IsTheFailureAndNothingToCancel(string events, Type type)
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(events).Then("failed");

        var failure = await wire.StreamAsync([]);

        failure.Should().BeOfType(type);
        (failure as StreamInterruptedException)?.PartialText.Should().Be("Once upon");
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}");
    }

    [Theory]
    [InlineData(Begun, typeof(StreamInterruptedException))]
    [InlineData("", typeof(JobException))]
    public async Task ChatStreamAsync_PredictionCannotBeReadEither_IsCancelledOnce(string events, Type type)
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(events).Then(403, "{}").Then("canceled");

        (await wire.StreamAsync([])).Should().BeOfType(type);

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}", $"POST {CancelUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_CallerCancelsWhileTheRestIsAwaited_CancelsThePredictionOnce()
    {
        using var caller = new CancellationTokenSource();
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Begun).Then(_ =>
        {
            caller.Cancel();
            return Response(200, Prediction("processing"));
        }).Then("canceled");

        (await wire.StreamAsync([], cancellationToken: caller.Token)).Should().BeAssignableTo<OperationCanceledException>();

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}", $"POST {CancelUri}");
    }

    [Theory]
    [InlineData(Begun, typeof(StreamInterruptedException))]
    [InlineData("", typeof(JobException))]
    public async Task ChatStreamAsync_PredictionWithANameThatIsNoUnicode_IsATypedFailureAndCancelledOnce(string events, Type type)
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(events).Then("succeeded", """{"\ud800aaaaaaaaaaaaaaa":1}""").Then("canceled");

        var failure = await wire.StreamAsync([]);

        failure.Should().BeOfType(type);
        ((ProviderException)failure!).MaybeExecuted.Should().BeTrue();
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}", $"POST {CancelUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_UsageWithANameThatIsNoUnicode_EndsWithoutUsage()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Begun + "event: done\ndata: {}\n\n")
            .Then("succeeded", "\"Once upon\"", """ "metrics":{"\ud800aaaaaaaaaaaaaaa":1} """);
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.OfType<ChatUsageUpdate>().Should().BeEmpty();
        updates[^1].Should().BeOfType<ChatFinishedUpdate>();
    }

    [Fact]
    public async Task ChatStreamAsync_CreatedWithANameThatIsNoUnicode_IsABadResponse()
    {
        using var wire = new ReplicateWire().Then(201, Prediction("starting", rest: """ "urls":{"\ud800aaaaaaaaaaaaaaa":1} """));

        var failure = (await wire.StreamAsync([])).Should().BeAssignableTo<ProviderException>().Which;

        (failure.Kind, failure.MaybeExecuted).Should().Be((ErrorKind.BadResponse, true));
        wire.Lines.Should().Equal($"POST {LlamaUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_PredictionThatIsNotYetSettled_IsReadAgainForItsUsage()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Begun + "event: done\ndata: {}\n\n")
            .Then("processing").Then("processing").Then("succeeded", "\"Once upon\"", """ "metrics":{"predict_time":2} """);
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.OfType<ChatUsageUpdate>().Should().ContainSingle().Which.Usage.ComputeSeconds.Should().Be(2);
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}", $"GET {PollUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_PredictionThatIsNeverSettled_EndsWithWhatItTellsWithinThreeSeconds()
    {
        using var wire = new ReplicateWire { Always = _ => Response(200, Prediction("processing", rest: """ "metrics":{"input_token_count":3} """)) }
            .Then(201, Streaming()).ThenEvents(Begun + "event: done\ndata: {}\n\n");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.OfType<ChatUsageUpdate>().Should().ContainSingle().Which.Usage.InputTokens.Should().Be(3);
        wire.Lines.Count(line => line == $"GET {PollUri}").Should().BeInRange(5, 7);
        wire.Lines.Should().NotContain($"POST {CancelUri}");
    }

    private static HttpResponseMessage Stream(Stream body) => new(HttpStatusCode.OK) { Content = new StreamContent(body) };

    private sealed class ClosedContent : HttpContent
    {
        public bool IsDisposed { get; private set; }

        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromException<Stream>(new IOException("reset"));

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.FromException(new IOException("reset"));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>Gives its text, then fails.</summary>
    private sealed class FailingStream(string text, Func<CancellationToken, Task> fail) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await fail(cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
