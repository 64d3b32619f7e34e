using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Who goes on with the beginning of an answer, and how each is told to; whole requests through the real transport.</summary>
public sealed class PrefillTests
{
    private const string Key = "sk_canary_1234567890abcdef";
    private const string Messages = """{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello,""" + "\"";
    private const string Usage = "\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    private static readonly ChatRequest First = new() { Messages = [ChatMessage.User("Hi")] };

    private static readonly ChatRequest Continuing = new() { Messages = [ChatMessage.User("Hi"), ChatMessage.Assistant("Hello,")] };

    public static TheoryData<string, ContinuationSupport, string, string> Able => new()
    {
        { "groq", ContinuationSupport.Rest, "https://api.groq.com/openai/v1/chat/completions", $$"""{"model":"m","messages":[{{Messages}}}],{{Usage}}}""" },
        { "llama-cpp", ContinuationSupport.Rest, "http://localhost:8080/v1/chat/completions", $$"""{"model":"m","messages":[{{Messages}}}],{{Usage}}}""" },
        { "deepseek", ContinuationSupport.Rest, "https://api.deepseek.com/beta/chat/completions", $$"""{"model":"m","messages":[{{Messages}},"prefix":true}],{{Usage}}}""" },
        { "mistral", ContinuationSupport.Whole, "https://api.mistral.ai/v1/chat/completions", $$"""{"model":"m","messages":[{{Messages}},"prefix":true}],"stream":true}""" },
        {
            "vllm", ContinuationSupport.Rest, "http://localhost:8000/v1/chat/completions",
            $$"""{"model":"m","messages":[{{Messages}}}],{{Usage}},"continue_final_message":true,"add_generation_prompt":false}"""
        },
    };

    [Theory]
    [MemberData(nameof(Able))]
    public async Task HandleAsync_ServerThatGoesOn_IsToldSoInItsOwnWay(string preset, ContinuationSupport support, string address, string body)
    {
        using var server = new Server(options => OpenAICompatiblePresets.Find(preset)!.Apply(options));

        (await server.HandlerAsync(InferenceTasks.ChatStream)).ContinuationOf(TaskContext.Create(First, "m")).Should().Be(support);
        await server.SendAsync(Continuing, continuesAnswer: true);

        server.Wire.Request.ShouldBe($"POST {address}", Key, "text/event-stream", body);
    }

    [Theory]
    [MemberData(nameof(Able))]
    public async Task HandleAsync_ConversationOfTheCallersThatEndsWithTheModelsWords_IsSentAsItIs(string preset, ContinuationSupport support, string address, string body)
    {
        _ = (support, body);
        using var server = new Server(options => OpenAICompatiblePresets.Find(preset)!.Apply(options));

        await server.SendAsync(Continuing, continuesAnswer: false);

        server.Wire.Request.ShouldBe(
            $"POST {address.Replace("/beta", "", StringComparison.Ordinal)}", Key, "text/event-stream",
            $$"""{"model":"m","messages":[{{Messages}}}],{{(preset == "mistral" ? "\"stream\":true" : Usage)}}}""");
    }

    [Fact]
    public async Task ContinuationOf_EveryOtherPreset_BeginsAnew()
    {
        foreach (var preset in OpenAICompatiblePresets.Names.Except(Able.Select(row => row.Data.Item1)))
        {
            using var server = new Server(options => OpenAICompatiblePresets.Find(preset)!.Apply(options));

            (await server.HandlerAsync(InferenceTasks.ChatStream)).ContinuationOf(TaskContext.Create(First, "m")).Should().Be(ContinuationSupport.None, preset);
        }
    }

    [Theory]
    [InlineData("groq", "openai/gpt-oss-120b")]
    [InlineData("groq", "qwen/qwen3-32b")]
    [InlineData("vllm", "openai/gpt-oss-20b")]
    [InlineData("llama-cpp", "gpt-oss-20b-Q4")]
    public async Task ContinuationOf_ModelThatDoesNotGoOn_BeginsAnew(string preset, string model)
    {
        using var server = new Server(options => OpenAICompatiblePresets.Find(preset)!.Apply(options));

        (await server.HandlerAsync(InferenceTasks.ChatStream)).ContinuationOf(TaskContext.Create(First, model)).Should().Be(ContinuationSupport.None);
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("n")]
    [InlineData("tools")]
    [InlineData("response_format")]
    [InlineData("logprobs")]
    [InlineData("reasoning_effort")]
    [InlineData("reasoning")]
    public async Task ContinuationOf_CallersOwnFieldThatDoesNotGoWithIt_BeginsAnew(string field)
    {
        using var server = new Server(options => options.Prefill.Supported = true);
        var handler = await server.HandlerAsync(InferenceTasks.ChatStream);

        handler.ContinuationOf(TaskContext.Create(First, "m", parameters: One(field))).Should().Be(ContinuationSupport.None);
        handler.ContinuationOf(TaskContext.Create(First, "m", parameters: One("top_a"))).Should().Be(ContinuationSupport.Rest);
    }

    [Fact]
    public async Task HandleAsync_CallersOwnFields_AreSentOnce()
    {
        using var server = new Server(options =>
        {
            options.Prefill.Supported = true;
            options.Prefill.MessageField = "partial";
            options.Prefill.Fields["continue_final_message"] = true;
        });

        await server.SendAsync(Continuing, continuesAnswer: true, One("continue_final_message"));

        server.Wire.Request.ShouldBe(
            "POST https://local.test/v1/chat/completions", Key, "text/event-stream", $$"""{"model":"m","messages":[{{Messages}},"partial":true}],{{Usage}},"continue_final_message":1}""");
    }

    [Theory]
    [InlineData(null, ContinuationSupport.Rest)]
    [InlineData("seed", ContinuationSupport.Rest)]
    [InlineData("prompt", ContinuationSupport.None)]
    [InlineData("n", ContinuationSupport.None)]
    [InlineData("echo", ContinuationSupport.None)]
    [InlineData("logprobs", ContinuationSupport.None)]
    public async Task ContinuationOf_Completion_GoesOnFromItsPromptUnlessTheCallerSetsIt(string? field, ContinuationSupport support)
    {
        using var server = new Server(_ => { });
        var context = TaskContext.Create(new TextGenerationRequest { Prompt = "a" }, "m", parameters: field is null ? null : One(field));

        (await server.HandlerAsync(InferenceTasks.TextGenerationStream)).ContinuationOf(context).Should().Be(support);
    }

    [Fact]
    public void ContinuationOf_HandlerThatSaysNothing_BeginsAnew()
    {
        IStreamingTaskHandler<ChatRequest, ChatUpdate> handler = new SilentHandler();

        handler.ContinuationOf(TaskContext.Create(First, "m")).Should().Be(ContinuationSupport.None);
    }

    [Fact]
    public void Behind_AnswerThatContinues_IsPassedOn()
    {
        var context = TaskContext.Create(Continuing, "m", continuesAnswer: true);

        context.Behind("partner", "theirs", Continuing).ContinuesAnswer.Should().BeTrue();
        TaskContext.Create(Continuing, "m").Behind("partner", "theirs", Continuing).ContinuesAnswer.Should().BeFalse();
    }

    private static Dictionary<string, JsonElement> One(string field) => new() { [field] = JsonSerializer.SerializeToElement(1) };

    private sealed class SilentHandler : IStreamingTaskHandler<ChatRequest, ChatUpdate>
    {
        public IAsyncEnumerable<ChatUpdate> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <summary>A provider whose handlers are called as the router does, without one.</summary>
    private sealed class Server : IDisposable
    {
        private readonly TestRouter router;
        private IProvider? provider;

        public Server(Action<OpenAICompatibleOptions> configure)
        {
            router = new(
                builder => builder.AddProvider<OpenAICompatibleOptions>(
                    "local",
                    options =>
                    {
                        (options.BaseAddress, options.ApiKey) = (new("https://local.test/v1"), Key);
                        configure(options);
                    },
                    context => provider = new OpenAICompatibleProvider(context.Name, context.Options, context.CreateTransport(), context.Downloader)),
                new FakeEnvironment());
            Wire = new(router, MediaWire.Bytes("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" you\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8.ToArray(), "text/event-stream"));
        }

        public MediaWire Wire { get; }

        public async Task<IStreamingTaskHandler<TRequest, TUpdate>> HandlerAsync<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task)
            where TRequest : InferenceRequest
            where TUpdate : InferenceUpdate
        {
            await router.Client.ExplainAsync(InferenceTasks.ChatStream, First with { Model = "m", Provider = "local" }, TestContext.Current.CancellationToken); // it is made on first use
            return provider!.Handlers.Find(task)!;
        }

        public async Task SendAsync(ChatRequest request, bool continuesAnswer, IDictionary<string, JsonElement>? parameters = null)
        {
            var handler = await HandlerAsync(InferenceTasks.ChatStream);
            var context = TaskContext.Create(request, "m", "local", parameters, continuesAnswer);
            var updates = await handler.HandleAsync(context, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
            updates[0].Should().Be(new ChatTextUpdate(" you"));
        }

        public void Dispose() => router.Dispose();
    }
}
