using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Emulator;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>The caller's token, at each stage of a call: it ends the call, which nothing else would in that time, as the caller's own cancellation. How soon, the tests of faults clock.</summary>
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
        var planning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var router = await EmulatedRouter.StartAsync(builder => builder.AddResolver<EndlessResolver>("endless").Services.AddSingleton(planning));

        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatAsync(Llama, "hi", caller.Token);
        await planning.Task.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);

        await caller.CancelAsync();

        await ShouldEndAsync(() => waiting, caller);

        router.Emulator["fireworks-ai"].Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_CancelledWhileTheKeyIsFetched_SendsNothing()
    {
        var fetching = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var router = await EmulatedRouter.StartAsync(builder => builder.AddOpenAICompatible("own", options =>
        {
            options.BaseAddress = new("https://own.example/v1");
            options.ApiKeySource = async token =>
            {
                fetching.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return null;
            };
        }));
        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatAsync("acme/model:own", "hi", caller.Token);
        await fetching.Task.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);

        await caller.CancelAsync();

        await ShouldEndAsync(() => waiting, caller);
    }

    [Fact]
    public async Task ChatAsync_CancelledWhileTlsIsNegotiated_Ends()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
            options.ConfigureProviders((name, provider) =>
            {
                provider.BaseAddress = name == "fireworks-ai" ? new($"https://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/") : provider.BaseAddress;
                provider.ConnectTimeout = TimeSpan.FromMinutes(1);
            })));
        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatAsync(Llama, "hi", caller.Token);
        using var greeted = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await greeted.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);

        await caller.CancelAsync();

        await ShouldEndAsync(() => waiting, caller);
    }

    [Fact]
    public async Task ChatAsync_CancelledInTheWaitBeforeARetry_EndsWithoutAnother()
    {
        var time = new WatchedTime(TimeSpan.FromSeconds(30));
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(time));
        var fireworks = router.Emulator["fireworks-ai"];
        fireworks.EnqueueFault(EmulatedFault.Status(429, null, ("Retry-After", "30")));
        using var caller = new CancellationTokenSource();
        var waiting = router.Client.ChatAsync(Llama, "hi", caller.Token);
        await time.DelayBegun.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);

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
        (await FluentActions.Awaiting(() => work().WaitAsync(Waiting.Patience)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    private sealed class EndlessResolver(TaskCompletionSource planning) : IProviderResolver
    {
        public async ValueTask<RoutePlan?> ResolveAsync(RouteContext context, CancellationToken cancellationToken)
        {
            planning.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return null;
        }
    }
}
