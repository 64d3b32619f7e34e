using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Transport;

/// <summary>Sources of keys that fail, hang, or have none.</summary>
public sealed class ApiKeySourceFaultTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task ChatAsync_SourceThatThrows_IsTheSourcesFailureAndNothingIsSent()
    {
        var cause = new HttpRequestException("vault is sealed");
        using var server = new OpenAIServer(options => (options.ApiKey, options.ApiKeySource) = (null, _ => throw cause)).Answers(Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(server.Client));

        server.Sent.Should().BeEmpty();
        failure.Kind.Should().Be(ErrorKind.Authentication);
        failure.MaybeExecuted.Should().BeFalse();
        failure.Message.Should().Contain("ApiKeySource");
        failure.InnerException.Should().BeSameAs(cause);
    }

    [Theory]
    [InlineData("sk with space")]
    [InlineData("sk\r\nX-Evil: 1")]
    [InlineData("sk-\u00fcml\u00e4ut")]
    [InlineData("sk-\0")]
    public async Task ChatAsync_SourceThatGivesNoKey_NamesTheSourceNeverTheValue(string key)
    {
        using var server = new OpenAIServer(options => (options.ApiKey, options.ApiKeySource) = (null, _ => ValueTask.FromResult<string?>(key))).Answers(Answer);

        var failure = await Assert.ThrowsAsync<InferenceConfigurationException>(async () => await AskAsync(server.Client));

        failure.Message.Should().Contain("ApiKeySource").And.Contain(OpenAIServer.Name);
        failure.ToString().Should().NotContain(key);
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_SourceThatCancelsByItself_IsTheSourcesFailure()
    {
        using var server = new OpenAIServer(options => (options.ApiKey, options.ApiKeySource) = (null, _ => throw new OperationCanceledException("of its own"))).Answers(Answer);

        (await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(server.Client))).Kind.Should().Be(ErrorKind.Authentication);
    }

    /// <summary>Clients of vaults put a cancellation into an exception of their own.</summary>
    [Fact]
    public async Task ChatAsync_CallerCancelsAndTheSourceThrowsItsOwn_IsTheCallersCancellation()
    {
        using var caller = new CancellationTokenSource();
        using var server = new OpenAIServer(options => (options.ApiKey, options.ApiKeySource) = (null, async token =>
        {
            await caller.CancelAsync();
            throw new InvalidOperationException("the vault was left", new OperationCanceledException(token));
        }
        )).Answers(Answer);

        var end = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskUntilAsync(server.Client, caller.Token));

        end.CancellationToken.Should().Be(caller.Token);
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_SourceDoesNotHearTheToken_CallEndsAllTheSame()
    {
        var asked = new TaskCompletionSource();
        var vault = new TaskCompletionSource<string?>();
        using var server = new OpenAIServer(options => (options.ApiKey, options.ApiKeySource) = (null, async _ =>
        {
            asked.TrySetResult();
            return await vault.Task;
        }
        )).Answers(Answer);
        using var caller = new CancellationTokenSource();
        var call = AskUntilAsync(server.Client, caller.Token);
        await asked.Task;

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        vault.SetResult("sk-from-source");
        (await AskAsync(server.Client)).Text.Should().Be("ok", "nobody is kept waiting by who left");
    }

    [Fact]
    public async Task ChatAsync_SourceFailsAfterItWasLeft_LeavesNoFaultBehind()
    {
        const string mark = "the vault that was left";
        var unobserved = new List<string>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, args) => unobserved.Add(args.Exception.ToString());
        TaskScheduler.UnobservedTaskException += note;
        try
        {
            await LeaveAsync();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= note;
        }

        unobserved.Should().NotContain(text => text.Contains(mark));

        // Apart, so that nothing holds the source's task.
        static async Task LeaveAsync()
        {
            var asked = new TaskCompletionSource();
            var vault = new TaskCompletionSource();
            using var server = new OpenAIServer(options => (options.ApiKey, options.ApiKeySource) = (null, async _ =>
            {
                asked.TrySetResult();
                await vault.Task;
                throw new InvalidOperationException(mark);
            }
            )).Answers(Answer);
            using var caller = new CancellationTokenSource();
            var call = AskUntilAsync(server.Client, caller.Token);
            await asked.Task;
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            vault.SetResult();
        }
    }

    [Fact]
    public async Task ChatAsync_SourceHasNoKey_OneThatWasFoundIsSent()
    {
        using var services = Configured.Services(
            """{ "InferenceRouting": { "Providers": { "local": { "ApiKey": "sk-configured" } } } }""",
            builder => builder.AddOpenAICompatible(OpenAIServer.Name, options => (options.BaseAddress, options.ApiKeySource) = (new("https://local.test/v1"), _ => ValueTask.FromResult<string?>(null))),
            new FakeEnvironment(),
            out var http);
        http.Expect("*").WithHeaders("Authorization", "Bearer sk-configured").Respond("application/json", Answer);

        (await AskAsync(services.GetRequiredService<IInferenceClient>())).Text.Should().Be("ok");
    }

    [Fact]
    public async Task ChatAsync_NobodyHasAKeyThatIsNeeded_NothingIsSent()
    {
        using var router = new TestRouter(builder => builder.AddFireworks(options => options.ApiKeySource = _ => ValueTask.FromResult<string?>(" ")), TestRouter.WithKeys());

        var failure = await Assert.ThrowsAsync<ProviderException>(() => router.Client.ChatAsync(
            new ChatRequest { Provider = "fireworks-ai", Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken));

        (failure.Kind, failure.MaybeExecuted).Should().Be((ErrorKind.Authentication, false));
        failure.Message.Should().Contain("ApiKeySource").And.Contain("FIREWORKS_API_TOKEN");
        failure.Attempts.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_SourceHasNoKeyAndNoneIsNeeded_IsSentWithout()
    {
        using var server = new OpenAIServer(options => (options.ApiKey, options.ApiKeySource) = (null, _ => ValueTask.FromResult<string?>(null))).Answers(Answer);

        (await AskAsync(server.Client)).Text.Should().Be("ok");

        server.Sent.Should().ContainSingle().Which.Headers.Should().NotContainKey("Authorization");
    }

    /// <summary>A wrong key is to be seen: that its source has no other does not hide it, and lets nobody else be asked.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ChatAsync_KeyIsRefusedAndTheSourceHasNoOther_IsTheRefusal(bool throws)
    {
        var asked = 0;
        using var router = new TestRouter(
            builder => builder
                .AddFireworks(options => options.ApiKeySource = _ => asked++ == 0 ? ValueTask.FromResult<string?>("sk-revoked") : throws ? throw new TimeoutException("vault") : ValueTask.FromResult<string?>(null))
                .AddOpenAICompatible("second", options => options.BaseAddress = new("https://second.test/v1"))
                .MapModel("acme/*", "fireworks-ai", "second"),
            TestRouter.WithKeys());
        router.Http.When("https://api.fireworks.ai/*").Respond(System.Net.HttpStatusCode.Unauthorized, "application/json", """{"error":{"message":"revoked"}}""");
        var second = router.Http.When("https://second.test/*").Respond("application/json", Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => router.Client.ChatAsync(
            new ChatRequest { Model = "acme/m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken));

        (failure.Kind, failure.Provider, (int?)failure.StatusCode).Should().Be((ErrorKind.Authentication, "fireworks-ai", 401));
        router.Http.GetMatchCount(second).Should().Be(0);
    }

    private static Task<ChatResponse> AskAsync(IInferenceClient client) => AskUntilAsync(client, TestContext.Current.CancellationToken);

    private static Task<ChatResponse> AskUntilAsync(IInferenceClient client, CancellationToken cancellationToken) =>
        client.ChatAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, cancellationToken);
}
