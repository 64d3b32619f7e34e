using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Emulator;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Bad input and bad servers, over real sockets: each ends in its typed error, and nothing hangs, leaks or shows a key.</summary>
public sealed class FailureTests
{
    private const string Llama = "meta-llama/Llama-3.1-8B-Instruct";
    private const string WrongKey = "fw_canary_wrong_1234567890";

    [Fact]
    public async Task ChatAsync_WrongKey_IsAuthenticationNamingProviderAndVariable()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
            options.ConfigureProviders((name, provider) => provider.ApiKey = name == "fireworks-ai" ? WrongKey : provider.ApiKey)));

        var failure = await FailAsync(() => router.Client.ChatAsync(Llama, "hi", TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.Authentication);
        failure.Message.Should().ContainAll("fireworks-ai", "401", "FIREWORKS_API_TOKEN");
        failure.ToString().Should().NotContain(WrongKey);
        failure.ResponseBody.Should().NotContain(WrongKey);
        failure.Attempts.Should().ContainSingle("a wrong key is to be seen, not hidden by the next provider");
        router.Log.Lines.Should().NotBeEmpty().And.NotContain(line => line.Contains(WrongKey));
    }

    [Fact]
    public async Task ChatAsync_ModelThatNobodyKnows_IsModelNotFound()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var failure = await FailAsync(() => router.Client.ChatAsync(
            new() { Model = "acme/does-not-exist", Provider = "fireworks-ai", Messages = [ChatMessage.User("hi")] }, TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.ModelNotFound);
    }

    [Fact]
    public async Task ChatAsync_FirstProviderDown_NextOneAnswers()
    {
        await using var router = await EmulatedRouter.StartAsync(Quick);
        for (var fault = 0; fault < 3; fault++)
        {
            router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.Status(503));
        }

        var answer = await router.Client.ChatAsync(Llama, "hi", TestContext.Current.CancellationToken);

        answer.Info.Provider.Should().NotBe("fireworks-ai");
        answer.Info.Attempts.Should().HaveCount(4);
        answer.Info.Attempts.Take(3).Should().OnlyContain(attempt => attempt.Candidate.Provider == "fireworks-ai" && attempt.StatusCode == HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task ChatStreamAsync_ErrorInTheFirstEvent_NextOneAnswers()
    {
        await using var router = await EmulatedRouter.StartAsync(Quick);
        for (var fault = 0; fault < 3; fault++)
        {
            router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.ErrorAfter(0));
        }

        var updates = await ReadAsync(router.Client.ChatStreamAsync(Llama, "hi", TestContext.Current.CancellationToken));

        updates[^1].Info!.Provider.Should().NotBe("fireworks-ai");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChatStreamAsync_ServerGoneInMidStream_IsInterruptedWithTheTextSoFar(bool abort)
    {
        await using var router = await EmulatedRouter.StartAsync(emulator: options => options.TokenDelay = TimeSpan.FromMilliseconds(10));
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.CutAfter(5, abort));
        var received = "";

        var reading = async () =>
        {
            await foreach (var update in router.Client.ChatStreamAsync(Llama, "hi", TestContext.Current.CancellationToken))
            {
                received += (update as ChatTextUpdate)?.Text;
            }
        };

        var failure = (await reading.Should().ThrowAsync<StreamInterruptedException>()).Which;
        failure.PartialText.Should().Be(received).And.NotBeEmpty();
        failure.Attempts.Should().ContainSingle().Which.Error.Should().NotBeNull();
    }

    [Fact]
    public async Task ChatAsync_HtmlWhereJsonBelongs_IsBadResponseWithItsBeginning()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.DisableFallbacks = true));
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.Status(200, "<html>" + new string('x', 2000)));

        var failure = await FailAsync(() => router.Client.ChatAsync(Llama, "hi", TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.Message.Should().Contain("<html>xxx").And.Subject.Length.Should().BeLessThan(800);
    }

    [Fact]
    public async Task ChatAsync_CancelledWhileWaiting_StopsAndTheServerSeesIt()
    {
        await using var router = await EmulatedRouter.StartAsync();
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.Hang());
        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatAsync(Llama, "hi", caller.Token);
        await EmulatedRouter.UntilAsync(() => router.Emulator["fireworks-ai"].OpenRequests == 1);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => waiting.WaitAsync(Waiting.Patience)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        await router.WaitUntilIdleAsync("fireworks-ai");
    }

    [Fact]
    public async Task ChatStreamAsync_LeftEarly_ClosesTheConnection()
    {
        await using var router = await EmulatedRouter.StartAsync();
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.PauseAfter(4));

        await foreach (var update in router.Client.ChatStreamAsync(Llama, "tell me a long story", TestContext.Current.CancellationToken))
        {
            if (update is ChatTextUpdate)
            {
                break;
            }
        }

        await router.WaitUntilIdleAsync("fireworks-ai");
    }

    [Fact]
    public async Task ChatStreamAsync_CancelledInMidStream_Throws()
    {
        await using var router = await EmulatedRouter.StartAsync();
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.PauseAfter(4));
        using var caller = new CancellationTokenSource();

        var reading = async () =>
        {
            await foreach (var update in router.Client.ChatStreamAsync(Llama, "tell me a long story", caller.Token))
            {
                await caller.CancelAsync();
            }
        };

        await reading.Should().ThrowAsync<OperationCanceledException>();
        await router.WaitUntilIdleAsync("fireworks-ai");
    }

    [Fact]
    public async Task GenerateImageAsync_CancelledWhilePolling_CancelsThePrediction()
    {
        await using var router = await EmulatedRouter.StartAsync(
            builder => builder.AddReplicate(options => options.WaitSeconds = 0),
            options => options.JobDuration = TimeSpan.FromMinutes(5));
        using var caller = new CancellationTokenSource();
        var replicate = router.Emulator["replicate"];
        var waiting = router.Client.GenerateImageAsync("prompthero/openjourney", "a lighthouse", caller.Token);
        await EmulatedRouter.UntilAsync(() => replicate.Requests.Count >= 2); // created, and polled once

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        await EmulatedRouter.UntilAsync(() => replicate.Requests.Any(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)));
        replicate.Requests.Should().ContainSingle(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_WhileAJobIsWaitedFor_EndsTheCallAndCancelsTheJob(bool isAsync)
    {
        await using var emulator = await ProviderEmulator.StartAsync(options => options.JobDuration = TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        var client = InferenceRouting.CreateClient(builder => builder.AddReplicate(options => options.WaitSeconds = 0).UseEmulator(emulator));
        var waiting = client.GenerateImageAsync("prompthero/openjourney", "a lighthouse", TestContext.Current.CancellationToken);
        await EmulatedRouter.UntilAsync(() => emulator["replicate"].Requests.Count >= 2);

        if (isAsync)
        {
            await client.DisposeAsync();
        }
        else
        {
            client.Dispose();
        }

        await FluentActions.Awaiting(() => waiting.WaitAsync(Waiting.Patience)).Should().ThrowAsync<ObjectDisposedException>();
        emulator["replicate"].Requests.Should().ContainSingle(request => request.Path.EndsWith("/cancel", StringComparison.Ordinal), "a job that nobody waits for would be billed on");
    }

    [Fact]
    public async Task GenerateImageAsync_FailedPrediction_IsAJobExceptionWithItsId()
    {
        await using var router = await EmulatedRouter.StartAsync();

        var failure = (await FluentActions.Awaiting(() => router.Client.GenerateImageAsync("prompthero/openjourney", "please fail", TestContext.Current.CancellationToken))
            .Should().ThrowAsync<JobException>()).Which;

        failure.Kind.Should().Be(ErrorKind.JobFailed);
        failure.JobId.Should().NotBeEmpty();
        router.Emulator["replicate"].Requests.Count(request => request.Method == "POST").Should().Be(1, "a second create is a second bill");
    }

    [Fact]
    public async Task ChatAsync_CallTimeout_IsATimeoutNotACancellation()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.CallTimeout = TimeSpan.FromMilliseconds(150)));
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.Hang());

        var failure = await FailAsync(() => router.Client.ChatAsync(Llama, "hi", TestContext.Current.CancellationToken));

        failure.Kind.Should().Be(ErrorKind.Timeout);
        failure.ErrorCode.Should().Be(ErrorCodes.CallTimeout);
        failure.Message.Should().Contain("CallTimeout");
    }

    [Fact]
    public async Task SaveAsync_ClientDisposed_SaysSo()
    {
        await using var emulator = await ProviderEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        TextToImageResponse answer;
        await using (var client = InferenceRouting.CreateClient(builder => builder.UseEmulator(emulator)))
        {
            answer = await client.GenerateImageAsync("black-forest-labs/flux-schnell:replicate", "a lighthouse", TestContext.Current.CancellationToken);
        }

        await FluentActions.Awaiting(() => answer.SaveAsync(Path.GetTempFileName(), TestContext.Current.CancellationToken)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static void Quick(IInferenceRoutingBuilder builder) => builder.Services.Configure<InferenceRoutingOptions>(options =>
    {
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(10);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(10);
    });

    private static async Task<ProviderException> FailAsync(Func<Task> work) => (await FluentActions.Awaiting(work).Should().ThrowAsync<ProviderException>()).Which;

    private static async Task<List<ChatUpdate>> ReadAsync(IAsyncEnumerable<ChatUpdate> stream)
    {
        var updates = new List<ChatUpdate>();
        await foreach (var update in stream)
        {
            updates.Add(update);
        }

        return updates;
    }
}
