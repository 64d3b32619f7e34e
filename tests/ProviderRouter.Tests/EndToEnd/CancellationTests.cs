using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Emulator;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>The caller's token, at each stage of a call: it ends the call at once, as the caller's own cancellation.</summary>
public sealed class CancellationTests
{
    private const string Llama = "meta-llama/Llama-3.1-8B-Instruct";

    [Fact]
    public async Task ChatAsync_CancelledBeforehand_SendsNothing()
    {
        await using var router = await EmulatedRouter.StartAsync();
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await ShouldEndAsync(() => router.Client.ChatAsync(Llama, "hi", caller.Token), caller);
        await ShouldEndAsync(async () => await router.Client.ChatStreamAsync(Llama, "hi", caller.Token).ToResponseAsync(CancellationToken.None), caller);

        router.Emulator["fireworks-ai"].Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_CancelledWhilePlanning_SendsNothing()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder.AddResolver<EndlessResolver>("endless"));
        using var caller = new CancellationTokenSource(50);

        await ShouldEndAsync(() => router.Client.ChatAsync(Llama, "hi", caller.Token), caller);

        router.Emulator["fireworks-ai"].Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_CancelledWhileTheKeyIsFetched_SendsNothing()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder.AddOpenAICompatible("own", options =>
        {
            options.BaseAddress = new("https://own.example/v1");
            options.ApiKeySource = async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return null;
            };
        }));
        using var caller = new CancellationTokenSource(50);

        await ShouldEndAsync(() => router.Client.ChatAsync("acme/model:own", "hi", caller.Token), caller);
    }

    [Fact]
    public async Task ChatAsync_CancelledWhileTlsIsNegotiated_Ends()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
            options.ConfigureProviders((name, provider) => provider.BaseAddress = name == "fireworks-ai" ? new($"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/") : provider.BaseAddress)));
        using var caller = new CancellationTokenSource(50);

        await ShouldEndAsync(() => router.Client.ChatAsync(Llama, "hi", caller.Token), caller);
    }

    [Fact]
    public async Task ChatAsync_CancelledInTheWaitBeforeARetry_EndsWithoutAnother()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
            (options.Retry.BaseDelay, options.Retry.MaxDelay) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1))));
        var fireworks = router.Emulator["fireworks-ai"];
        fireworks.EnqueueFault(EmulatedFault.Status(429, null, ("Retry-After", "30")));
        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatAsync(Llama, "hi", caller.Token);
        await EmulatedRouter.UntilAsync(() => fireworks.Requests.Count == 1 && fireworks.OpenRequests == 0);
        await Task.Delay(20, TestContext.Current.CancellationToken);

        await caller.CancelAsync();

        await ShouldEndAsync(() => waiting, caller);
        fireworks.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task ChatAsync_CancelledAtTheNextCandidate_Ends()
    {
        await using var router = await EmulatedRouter.StartAsync(builder => builder
            .MapModel("acme/*", "fireworks-ai:accounts/acme/models/a", "replicate:acme/a"));
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.Status(404));
        router.Emulator["replicate"].EnqueueFault(EmulatedFault.Hang());
        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatAsync("acme/model", "hi", caller.Token);
        await EmulatedRouter.UntilAsync(() => router.Emulator["replicate"].OpenRequests == 1);

        await caller.CancelAsync();

        await ShouldEndAsync(() => waiting, caller);
        await router.WaitUntilIdleAsync("replicate");
    }

    [Fact]
    public async Task ChatStreamAsync_CancelledBeforeTheFirstEvent_Ends()
    {
        await using var router = await EmulatedRouter.StartAsync();
        router.Emulator["fireworks-ai"].EnqueueFault(EmulatedFault.Hang());
        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatStreamAsync(Llama, "hi", caller.Token).ToResponseAsync(CancellationToken.None);
        await EmulatedRouter.UntilAsync(() => router.Emulator["fireworks-ai"].OpenRequests == 1);

        await caller.CancelAsync();

        await ShouldEndAsync(() => waiting, caller);
        await router.WaitUntilIdleAsync("fireworks-ai");
    }

    [Fact]
    public async Task SaveAsync_CancelledBeforehand_LeavesNoFile()
    {
        await using var router = await EmulatedRouter.StartAsync();
        var answer = await router.Client.GenerateImageAsync("black-forest-labs/flux-schnell:replicate", "a lighthouse", TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("provider-router-");
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await ShouldEndAsync(() => answer.Image.SaveAsync(Path.Combine(folder.FullName, "x.png"), caller.Token), caller);

        folder.GetFiles().Should().BeEmpty();
        folder.Delete();
    }

    private static async Task ShouldEndAsync(Func<Task> work, CancellationTokenSource caller)
    {
        var startedAt = Stopwatch.GetTimestamp();
        (await FluentActions.Awaiting(work).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        Stopwatch.GetElapsedTime(startedAt).Should().BeLessThan(TimeSpan.FromSeconds(5), "the retry, the deadline and the limits are all longer");
    }

    private sealed class EndlessResolver : IProviderResolver
    {
        public async ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return null;
        }
    }
}
