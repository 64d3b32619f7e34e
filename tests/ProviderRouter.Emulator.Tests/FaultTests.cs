using System.Text.RegularExpressions;

namespace ProviderRouter.Emulator.Tests;

public sealed class FaultTests : IAsyncLifetime
{
    private const string Path = "chat/completions";
    private const string Hello = """{"model":"m","messages":[{"role":"user","content":"Hello"}]}""";
    private const string HelloStream = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hello"}]}""";

    private ProviderEmulator _emulator = null!;

    private EmulatedProvider Provider => _emulator["openai-compatible"];

    public async ValueTask InitializeAsync() => _emulator = await ProviderEmulator.StartAsync();

    public ValueTask DisposeAsync() => _emulator.DisposeAsync();

    [Fact]
    public async Task Status_WithHeaders_IsUsedUpByOneRequest()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.Status(429, null, ("Retry-After", "2")));

        var first = await wire.PostAsync(Path, Hello);
        var second = await wire.PostAsync(Path, Hello);

        first.Status.Should().Be(429);
        first.At("error", "type").GetString().Should().Be("rate_limit_error");
        first.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(2));
        second.Status.Should().Be(200);
    }

    [Fact]
    public async Task Status_WithBody_SendsItAsItIs()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.Status(502, "<html>Bad gateway</html>"));

        var answer = await wire.PostAsync(Path, Hello);

        answer.Should().Match<Answer>(got => got.Status == 502 && got.Type == "text/html" && got.Text == "<html>Bad gateway</html>");
    }

    [Fact]
    public async Task ModelLoading_OnAPicture_TellsTheEstimatedTime()
    {
        using var wire = new Wire(_emulator["hf-inference"]);
        _emulator["hf-inference"].EnqueueFault(EmulatedFault.ModelLoading("a/b", TimeSpan.FromSeconds(20)));

        var answer = await wire.PostAsync("models/a/b", """{"inputs":"x"}""");

        answer.Status.Should().Be(503);
        answer.At("estimated_time").GetDouble().Should().Be(20);
    }

    [Fact]
    public async Task PathContains_OtherPath_WaitsForItsOwn()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.Status(500) with { PathContains = "models" });

        var chat = await wire.PostAsync(Path, Hello);
        var models = await wire.GetAsync("models");

        chat.Status.Should().Be(200);
        models.Status.Should().Be(500);
    }

    [Fact]
    public async Task BodyContains_OtherBody_WaitsForItsOwn()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.Status(500) with { BodyContains = "call 17" });

        var other = await wire.PostAsync(Path, Hello);
        var own = await wire.PostAsync(Path, Hello.Replace("Hello", "This is call 17.", StringComparison.Ordinal));

        other.Status.Should().Be(200);
        own.Status.Should().Be(500);
    }

    [Fact]
    public async Task Times_Two_MeetsTwoRequests()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.Status(503) with { Times = 2 });

        var statuses = new[] { await wire.PostAsync(Path, Hello), await wire.PostAsync(Path, Hello), await wire.PostAsync(Path, Hello) }
            .Select(answer => answer.Status);

        statuses.Should().Equal(503, 503, 200);
    }

    [Fact]
    public async Task ClearFaults_BeforeTheRequest_LetsItPass()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.Status(503) with { Times = 1000 });
        await wire.PostAsync(Path, Hello);

        Provider.ClearFaults();
        var answer = await wire.PostAsync(Path, Hello);

        answer.Status.Should().Be(200);
        Provider.Requests.Select(request => request.Fault is null).Should().Equal(false, true);
    }

    [Theory]
    [InlineData(HelloStream)]
    [InlineData(Hello)]
    public async Task PauseAfter_UntilResumed_LosesNothing(string body)
    {
        using var wire = new Wire(Provider);
        var whole = await wire.PostAsync(Path, body);
        Provider.EnqueueFault(EmulatedFault.PauseAfter(3));

        using var response = await wire.SendAsync(HttpMethod.Post, Path, body, [], Wire.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Wire.Token));
        var begun = new char[1];
        await reader.ReadBlockAsync(begun, Wire.Token);
        var rest = reader.ReadToEndAsync(Wire.Token);
        Provider.OpenRequests.Should().Be(1);
        rest.IsCompleted.Should().BeFalse();
        await HostTests.Eventually(() =>
        {
            Provider.Resume(); // the answer falls silent a moment after its beginning came
            return rest.IsCompleted;
        });

        WithoutTime(begun[0] + await rest).Should().Be(WithoutTime(whole.Text));
    }

    [Fact]
    public async Task Hang_ClientCancels_ReachesTheServer()
    {
        using var wire = new Wire(Provider);
        using var cancel = new CancellationTokenSource();
        Provider.EnqueueFault(EmulatedFault.Hang());
        var call = wire.SendAsync(HttpMethod.Post, Path, Hello, [], cancel.Token);
        await HostTests.Eventually(() => Provider.OpenRequests == 1);

        await cancel.CancelAsync();

        await call.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await HostTests.Eventually(() => Provider.OpenRequests == 0);
    }

    [Fact]
    public async Task Stream_ClientCancels_ReachesTheServer()
    {
        using var wire = new Wire(Provider);
        Provider.TokenDelay = TimeSpan.FromSeconds(30);
        var response = await wire.SendAsync(HttpMethod.Post, Path, HelloStream, [], Wire.Token);
        Provider.OpenRequests.Should().Be(1);

        response.Dispose();

        await HostTests.Eventually(() => Provider.OpenRequests == 0);
    }

    [Fact]
    public async Task Reset_AnyRequest_BreaksTheConnection()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.Reset());

        var call = () => wire.PostAsync(Path, Hello);

        await call.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task CutAfter_Stream_EndsWithoutTheMarker()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.CutAfter(3));

        var answer = await wire.PostAsync(Path, HelloStream);

        answer.Events.Should().HaveCount(3);
        answer.Text.Should().NotContain("[DONE]");
    }

    [Theory]
    [InlineData(HelloStream)]
    [InlineData(Hello)]
    public async Task CutAfter_WithAbort_BreaksTheBody(string body)
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.CutAfter(3, abort: true));

        var call = () => wire.PostAsync(Path, body);

        await call.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task ErrorAfter_Stream_EndsWithAnErrorEvent()
    {
        using var wire = new Wire(Provider);
        Provider.EnqueueFault(EmulatedFault.ErrorAfter(2));

        var answer = await wire.PostAsync(Path, HelloStream);

        answer.Status.Should().Be(200);
        answer.Events.Should().HaveCount(3);
        answer.Events[^1].GetProperty("error").GetProperty("type").GetString().Should().Be("server_error");
    }

    private static string WithoutTime(string text) => Regex.Replace(text, "\"created\":[0-9]+", string.Empty);
}
