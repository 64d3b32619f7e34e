using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>Answers that end after any of their bytes.</summary>
public sealed class FaultCutTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Head_CutAfterAnyByte_IsAskedAgain(bool reset)
    {
        var head = Encoding.UTF8.GetBytes(FaultHttp.Head(200, "Content-Type: application/json", "Content-Length: 10"));
        for (var length = 0; length < head.Length; length++)
        {
            var cut = new FaultScript().Send(head.AsMemory(0, length));
            var report = await AskAsync(FaultOperations.Chat, reset ? cut.Reset() : cut.Close());

            var failed = report.Info.Attempts[0];
            (failed.Phase, failed.Error, failed.MaybeExecuted).Should().Be((AttemptPhase.AwaitingHead, ErrorKind.Connection, true), $"it is cut after {length} bytes");
            report.Info.Attempts.Select(static attempt => attempt.Candidate.Provider).Should().Equal("first", "first");
        }
    }

    [Fact]
    public async Task Json_CutAfterAnyByte_IsAskedOnceMore()
    {
        foreach (var operation in new[] { FaultOperations.Chat, FaultOperations.Embeddings })
        {
            await using var scene = new FaultScene(operation);
            var server = scene.Add(new FaultServer { Signals = scene.Signals });
            var body = operation.Body(server).AsMemory().TrimEnd("\r\n "u8).ToArray();
            server.On(static _ => true, [.. Enumerable.Range(0, body.Length).SelectMany(length => new[]
            {
                new FaultScript().Send(FaultHttp.Whole(200, operation.ContentType, body[..length])),
                operation.Good(server),
            })]).Listen();

            for (var length = 0; length < body.Length; length++)
            {
                var report = await scene.PlayAsync(Stop);

                report.Text.Should().Be(operation.Answer);
                report.Info.Attempts.Select(static attempt => attempt.Error).Should().Equal(new ErrorKind?[] { ErrorKind.BadResponse, null }, $"it is cut after {length} bytes");
            }
        }
    }

    /// <summary>Wherever a stream ends: before its text it is asked for again, after that all that came is told, and nothing twice.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_CutAfterAnyByte_GivesNoTextTwiceAndLosesNone(bool reset)
    {
        const string text = "hé😀 there";
        var events = FaultHttp.Text("hé") + FaultHttp.Text("😀") + FaultHttp.Text(" there") + FaultHttp.Delta("{}", "stop") + FaultHttp.Event("[DONE]");
        var body = Encoding.UTF8.GetBytes(events);
        var head = Encoding.UTF8.GetBytes(FaultHttp.OpenHead(FaultHttp.Events));
        for (var length = 0; length < body.Length; length++)
        {
            var cut = new FaultScript().Send(head, body.AsMemory(0, length));
            await using var scene = new FaultScene(FaultOperations.Stream);
            scene.Add(reset ? cut.Reset() : cut.Close(), new FaultScript().Send(FaultHttp.Whole(200, FaultHttp.Events, body)));

            var failure = await Record.ExceptionAsync(() => scene.PlayAsync(Stop));

            var end = reset ? "}]}\n\n" : "}]}"; // what ends in good order needs no blank line
            var whole = Encoding.UTF8.GetByteCount(events[..(events.IndexOf($"\"stop\"{end}", StringComparison.Ordinal) + "\"stop\"".Length + end.Length)]);
            if (failure is null)
            {
                scene.Signals.Text.Should().Be(text, $"it is cut after {length} bytes");
                (scene.Servers[0].Requests.Count == 2 || length >= whole).Should().BeTrue("without the end mark no answer is whole");
            }
            else
            {
                failure.Should().BeOfType<StreamInterruptedException>($"it is cut after {length} bytes").Which.PartialText.Should().Be(scene.Signals.Text);
                text.Should().StartWith(scene.Signals.Text);
                scene.Signals.Text.Should().Be(TextOf(Encoding.UTF8.GetString(body, 0, length).Split($"\"finish_reason\":null{end}").Length - 1, text));
                scene.Servers[0].Requests.Should().ContainSingle();
            }
        }
    }

    private static string TextOf(int events, string text) => events switch { 0 => "", 1 => "hé", 2 => "hé😀", _ => text };

    private static async Task<FaultReport> AskAsync(FaultOperation operation, FaultScript cut)
    {
        await using var scene = new FaultScene(operation);
        var server = scene.Add(new FaultServer { Signals = scene.Signals });
        server.On(operation.IsMain, cut, operation.Good(server)).Listen();
        return await scene.PlayAsync(Stop);
    }
}
