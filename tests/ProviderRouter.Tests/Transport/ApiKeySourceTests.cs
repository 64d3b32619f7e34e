using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Transport;

/// <summary>Keys that come from a source at the time of a request.</summary>
public sealed class ApiKeySourceTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task ChatAsync_SourceBesideOtherKeys_OnlyOneThatIsSetInCodeBeatsIt()
    {
        foreach (var (inCode, inConfiguration, sent) in ((string?, string?, string)[])
        [
            (null, null, "sk-from-source"), (null, "sk-configured", "sk-from-source"), ("sk-in-code", null, "sk-in-code"), ("sk-in-code", "sk-configured", "sk-in-code"),
        ])
        {
            using var services = Configured.Services(
                inConfiguration is null ? "{}" : $$"""{ "InferenceRouting": { "Providers": { "local": { "ApiKey": "{{inConfiguration}}" } } } }""",
                builder => builder.AddOpenAICompatible(OpenAIServer.Name, options =>
                {
                    options.BaseAddress = new("https://local.test/v1");
                    options.ApiKey = inCode ?? options.ApiKey;
                    options.ApiKeyVariable = "LOCAL_KEY";
                    options.ApiKeySource = _ => ValueTask.FromResult<string?>("sk-from-source");
                }),
                new FakeEnvironment { Variables = { ["LOCAL_KEY"] = "sk-of-the-environment" } },
                out var http);
            string? authorization = null;
            http.When("*").Respond(request =>
            {
                authorization = request.Headers.Authorization?.ToString();
                return new(HttpStatusCode.OK) { Content = new StringContent(Answer, null, "application/json") };
            });

            await AskAsync(services.GetRequiredService<IInferenceClient>());

            authorization.Should().Be($"Bearer {sent}");
        }
    }

    [Fact]
    public async Task ChatAsync_ManyFirstCallsAtOnce_AllCarryTheKey()
    {
        for (var round = 0; round < 50; round++)
        {
            using var server = new OpenAIServer(options =>
            {
                options.ApiKey = null;
                options.ApiKeySource = async _ =>
                {
                    await Task.Yield();
                    return "sk-from-source";
                };
            }).Answers(Answer);

            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AskAsync(server.Client))));

            server.Sent.Should().HaveCount(8).And.OnlyContain(sent => sent.Headers["Authorization"] == "Bearer sk-from-source");
        }
    }

    [Fact]
    public async Task ChatAsync_RefusedKeyThatHasChanged_IsSentAgainWithTheNewOne()
    {
        var keys = new Queue<string>(["sk-old", "sk-new"]);
        using var router = new RotatingServer(() => keys.Count > 1 ? keys.Dequeue() : keys.Peek());

        (await AskAsync(router.Client)).Text.Should().Be("ok");

        router.Keys.Should().Equal("sk-old", "sk-new");
    }

    [Fact]
    public async Task ChatAsync_TwoCallsWithTheRefusedKey_BothGoOnWithTheNewOne()
    {
        var valid = "sk-old";
        using var router = new RotatingServer(() => Volatile.Read(ref valid), holdFirst: 2) { Refuses = () => Volatile.Write(ref valid, "sk-new") };

        var answers = await Task.WhenAll(AskAsync(router.Client), AskAsync(router.Client));

        answers.Should().OnlyContain(answer => answer.Text == "ok");
        router.Keys.Where(key => key == "sk-new").Should().HaveCount(2);
    }

    [Fact]
    public async Task ChatAsync_RefusedKeyAndNoRetries_AsksTheSourceAtTheNextCall()
    {
        var valid = "sk-old";
        using var router = new RotatingServer(() => valid, attempts: 1);
        await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(router.Client));

        valid = "sk-new";

        (await AskAsync(router.Client)).Text.Should().Be("ok");
        router.Keys.Should().Equal("sk-old", "sk-new");
    }

    [Fact]
    public async Task ChatAsync_ManyCallsWithTheRefusedKey_AskTheSourceOnce()
    {
        var (valid, asked) = ("sk-old", 0);
        using var router = new RotatingServer(
            () =>
            {
                Interlocked.Increment(ref asked);
                return Volatile.Read(ref valid);
            },
            holdFirst: 20)
        { Refuses = () => Volatile.Write(ref valid, "sk-new") };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(router.Client)));

        asked.Should().Be(2, "once for the first key, once for the refused one");
    }

    [Fact]
    public async Task ChatAsync_KeyRefusedInAnAcceptedAnswer_IsSentOnceAndAskedAnew()
    {
        var keys = new Queue<string>(["sk-old", "sk-new"]);
        using var router = new RotatingServer(() => keys.Count > 1 ? keys.Dequeue() : keys.Peek(), isAccepted: true);

        (await AskAsync(router.Client)).Text.Should().Be("ok");

        router.Keys.Should().Equal("sk-old", "sk-new");
    }

    [Fact]
    public async Task ChatAsync_RefusedKeyThatStaysTheSame_IsAnAuthenticationFailure()
    {
        using var router = new RotatingServer(() => "sk-old");

        var failure = await Assert.ThrowsAsync<ProviderException>(async () => await AskAsync(router.Client));

        failure.Kind.Should().Be(ErrorKind.Authentication);
        router.Keys.Should().Equal("sk-old");
    }

    [Fact]
    public async Task ChatAsync_FirstCallIsRateLimited_TheKeysTargetRests()
    {
        using var server = new OpenAIServer(
            options => (options.ApiKey, options.ApiKeySource) = (null, _ => ValueTask.FromResult<string?>("sk-from-source")),
            builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxRetryAfter = TimeSpan.FromSeconds(1)));
        server.Answers("""{"error":"slow down","estimated_time":30}""", HttpStatusCode.TooManyRequests);
        await Assert.ThrowsAsync<ProviderException>(() => AskAsync(server.Client));

        await Assert.ThrowsAsync<RoutingException>(() => AskAsync(server.Client));

        server.Sent.Should().ContainSingle();
    }

    private static Task<ChatResponse> AskAsync(IInferenceClient client) =>
        client.ChatAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken);

    /// <summary>A server that refuses the old key; the first requests wait until all of them are there.</summary>
    private sealed class RotatingServer : IDisposable
    {
        private readonly TestRouter router;
        private readonly TaskCompletionSource together = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RotatingServer(Func<string> source, int holdFirst = 0, int attempts = 4, bool isAccepted = false)
        {
            router = new(
                builder =>
                {
                    builder.AddOpenAICompatible(OpenAIServer.Name, options => (options.BaseAddress, options.ApiKeySource) = (new("https://local.test/v1"), _ => ValueTask.FromResult<string?>(source())));
                    builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxAttempts = attempts);
                },
                TestRouter.WithKeys());
            router.Http.When("*").Respond(async request =>
            {
                var key = request.Headers.Authorization!.Parameter!;
                lock (Keys)
                {
                    Keys.Add(key);
                    if (Keys.Count >= holdFirst)
                    {
                        together.TrySetResult();
                    }
                }

                await together.Task;
                Refuses();
                return key == "sk-new" ? new(HttpStatusCode.OK) { Content = new StringContent(Answer, null, "application/json") }
                    : isAccepted ? new(HttpStatusCode.OK) { Content = new StringContent("""{"error":{"message":"expired","code":401}}""", null, "application/json") }
                    : new(HttpStatusCode.Unauthorized);
            });
        }

        public Action Refuses { get; init; } = () => { };

        public List<string> Keys { get; } = [];

        public IInferenceClient Client => router.Client;

        public void Dispose() => router.Dispose();
    }
}
