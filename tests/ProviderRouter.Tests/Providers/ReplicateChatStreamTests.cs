using System.Net;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateChatStreamTests
{
    private const string Done = "event: done\ndata: {}\n\n";

    [Fact]
    public async Task ChatStreamAsync_Output_IsTheTextAndThenTheUsage()
    {
        using var wire = new ReplicateWire()
            .Then(201, Streaming())
            .ThenEvents($": hello\n\n{Output("")}event: logs\ndata: noise\n\n{Output("Once")}event: output\nid: 1:2\ndata:  upon\ndata: \ndata: a time\n\n{Output("!")}{Done}event: output\ndata: late\n\n")
            .Then("succeeded", "[\"Once\"]", """ "metrics":{"predict_time":0.5,"input_token_count":3,"output_token_count":5} """);
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        var usage = new Usage { ComputeSeconds = 0.5, InputTokens = 3, OutputTokens = 5 };
        updates.OfType<ChatTextUpdate>().Select(update => update.Text).Should().Equal("Once", " upon\n\na time", "!");
        updates.Skip(3).Select(update => update.GetType()).Should().Equal(typeof(ChatUsageUpdate), typeof(ChatFinishedUpdate));
        ((ChatUsageUpdate)updates[3]).Usage.Should().Be(usage);
        ((ChatFinishedUpdate)updates[4]).FinishReason.Should().Be(FinishReason.Unknown);
        updates[4].Info!.RequestId.Should().Be(Id);
        updates[4].Info!.Usage.Should().Be(usage);
        updates[4].Info!.Provider.Should().Be("replicate");
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"Hi"}}""");
        wire.Headers[0].Should().NotContainKey("Prefer").And.Contain("Cancel-After", "600s").And.Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}");
        wire.Headers[1].Should().Contain("Accept", "text/event-stream").And.NotContainKey("Authorization");
    }

    [Theory]
    [InlineData("https://streaming-api.svc.rno2.c.replicate.net/v1/x")]
    [InlineData("https://example.com/stream")]
    [InlineData("https://api.replicate.com/v1/stream")]
    public async Task ChatStreamAsync_AddressFromTheBody_GetsNoKey(string address)
    {
        using var wire = new ReplicateWire().Then(201, Streaming(address)).ThenEvents(Output("Hi") + Done).Then("succeeded", "\"Hi\"");

        (await wire.StreamAsync([])).Should().BeNull();

        wire.Lines[1].Should().Be($"GET {address}");
        wire.Headers[1].Values.Should().NotContain(value => value.Contains(TestRouter.ReplicateKey, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://stream.replicate.com/v1/files/x", ErrorKind.Blocked)]
    [InlineData("https://169.254.169.254/latest", ErrorKind.Blocked)]
    public async Task ChatStreamAsync_AddressThatIsNoneToOpen_IsRefusedAndCancelledOnce(string address, ErrorKind kind)
    {
        using var wire = new ReplicateWire().Then(201, Streaming(address)).Then("canceled");

        (await wire.StreamAsync([])).Should().BeAssignableTo<ProviderException>().Which.Kind.Should().Be(kind);

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"POST {CancelUri}");
    }

    [Theory]
    [InlineData("event: error\ndata: {\"detail\":\"CUDA out of memory\"}\n\nevent: done\ndata: {\"reason\":\"error\"}\n\n", ErrorKind.JobFailed, null, "failed: CUDA out of memory.")]
    [InlineData("event: error\ndata: just words\n\n", ErrorKind.JobFailed, null, "failed: just words.")]
    [InlineData("event: error\ndata: {\"detail\":\"\\ud800\"}\n\n", ErrorKind.JobFailed, null, "failed: {\"detail\":\"\\ud800\"}.")]
    [InlineData("event: error\ndata: {\"detail\":\"NSFW content detected\"}\n\n", ErrorKind.ContentFiltered, null, "failed: NSFW content detected.")]
    [InlineData("event: done\ndata: {\"reason\":\"error\"}\n\n", ErrorKind.JobFailed, null, "its status is 'failed'.")]
    [InlineData("event: done\ndata: {\"reason\":\"canceled\"}\n\n", ErrorKind.JobFailed, ErrorCodes.JobCanceled, "its status is 'canceled'.")]
    public async Task ChatStreamAsync_FailureBeforeAnyText_IsAJobExceptionAndNothingToCancel(string events, ErrorKind kind, string? code, string words)
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(events);

        var failure = (await wire.StreamAsync([])).Should().BeOfType<JobException>().Which;

        (failure.Kind, failure.ErrorCode, failure.JobId).Should().Be((kind, code, Id));
        failure.Message.Should().EndWith(words);
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}");
    }

    [Theory]
    [InlineData("event: error\ndata: {\"detail\":\"CUDA out of memory\"}\n\n", null)]
    [InlineData("event: done\ndata: {\"reason\":\"canceled\"}\n\n", ErrorCodes.JobCanceled)]
    public async Task ChatStreamAsync_FailureAfterSomeText_IsInterruptedAndNothingToCancel(string events, string? code)
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Output("Once") + Output(" upon") + events);
        List<ChatUpdate> updates = [];

        var failure = (await wire.StreamAsync(updates)).Should().BeOfType<StreamInterruptedException>().Which;

        (failure.PartialText, failure.ErrorCode, failure.MaybeExecuted).Should().Be(("Once upon", code, true));
        failure.InnerException.Should().BeOfType<JobException>();
        string.Concat(updates).Should().Be("Once upon");
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_ModelThatDoesNotStream_GivesItsTextAtOnce()
    {
        using var wire = new ReplicateWire().Then("starting").Then("succeeded", """["Once"," upon"]""", """ "metrics":{"predict_time":2} """);
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.Select(update => update.GetType()).Should().Equal(typeof(ChatTextUpdate), typeof(ChatUsageUpdate), typeof(ChatFinishedUpdate));
        ((ChatTextUpdate)updates[0]).Text.Should().Be("Once upon");
        updates[2].Info!.Usage.Should().Be(new Usage { ComputeSeconds = 2 });
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {PollUri}");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"\"]")]
    public async Task ChatStreamAsync_ModelThatSaysNothing_GivesNoEmptyText(string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", output, """ "metrics":{"predict_time":2} """);
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.Select(update => update.GetType()).Should().Equal(typeof(ChatUsageUpdate), typeof(ChatFinishedUpdate));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("canceled")]
    public async Task ChatStreamAsync_ModelThatDoesNotStreamFails_HasNothingToCancel(string status)
    {
        using var wire = new ReplicateWire().Then("starting").Then(status);

        (await wire.StreamAsync([])).Should().BeOfType<JobException>();

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_ModelThatDoesNotStreamIsCancelled_IsCancelledOnce()
    {
        using var caller = new CancellationTokenSource();
        using var wire = new ReplicateWire().Then("starting").Then(_ =>
        {
            caller.Cancel();
            return Response(200, Prediction("processing"));
        }).Then("canceled");

        (await wire.StreamAsync([], cancellationToken: caller.Token)).Should().BeAssignableTo<OperationCanceledException>();

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {PollUri}", $"POST {CancelUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_ModelThatDoesNotStreamIsLost_IsCancelledOnce()
    {
        using var wire = new ReplicateWire().Then("starting").Then(403, "{}").Then("canceled");

        (await wire.StreamAsync([])).Should().BeOfType<JobException>();

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {PollUri}", $"POST {CancelUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_LeftEarly_CancelsThePredictionOnce()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Output("Once") + Output(" upon") + Done).Then("canceled");

        await foreach (var update in wire.Client.ChatStreamAsync(
            new() { Provider = "replicate", Model = Llama, Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken))
        {
            update.Should().BeOfType<ChatTextUpdate>();
            break;
        }

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"POST {CancelUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_CallerCancelsInTheStream_CancelsThePredictionOnce()
    {
        using var caller = new CancellationTokenSource();
        using var wire = new ReplicateWire().Then(201, Streaming()).Then(_ =>
        {
            caller.Cancel();
            throw new OperationCanceledException(caller.Token);
        }).Then("canceled");

        (await wire.StreamAsync([], cancellationToken: caller.Token)).Should().BeAssignableTo<OperationCanceledException>();

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"POST {CancelUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_UsageNotToldYet_EndsWithAnEstimate()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Output("Hi") + Done).Then("processing");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.Select(update => update.GetType()).Should().Equal(typeof(ChatTextUpdate), typeof(ChatFinishedUpdate));
        updates[1].Info!.Usage!.IsEstimated.Should().BeTrue();
    }

    [Fact]
    public async Task ChatStreamAsync_UsageAskedToWaitFor_EndsSoonWithoutIt()
    {
        using var wire = new ReplicateWire { Always = _ => Response(429, "{}", headers: ("Retry-After", "30")) };
        wire.Then(201, Streaming()).ThenEvents(Output("Hi") + Done);
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates.Select(update => update.GetType()).Should().Equal(typeof(ChatTextUpdate), typeof(ChatFinishedUpdate));
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task ChatStreamAsync_CallerCancelsWhileUsageIsRead_IsACancellation()
    {
        using var caller = new CancellationTokenSource();
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Output("Hi") + Done).Then(_ =>
        {
            caller.Cancel();
            throw new OperationCanceledException(caller.Token);
        });

        (await wire.StreamAsync([], cancellationToken: caller.Token)).Should().BeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task ChatStreamAsync_UsageCannotBeRead_EndsWithoutIt()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents(Output("Hi") + Done).Then(404, "");
        List<ChatUpdate> updates = [];

        (await wire.StreamAsync(updates)).Should().BeNull();

        updates[^1].Should().BeOfType<ChatFinishedUpdate>();
    }

    [Fact]
    public async Task ChatStreamAsync_CreateMayHaveWorked_IsNotSentTwice()
    {
        using var wire = new ReplicateWire().Then(500, "");

        (await wire.StreamAsync([])).Should().BeAssignableTo<ProviderException>().Which.MaybeExecuted.Should().BeTrue();

        wire.Lines.Should().Equal($"POST {LlamaUri}");
    }

    private static string Output(string text) => $"event: output\nid: 1:1\ndata: {text}\n\n";
}
