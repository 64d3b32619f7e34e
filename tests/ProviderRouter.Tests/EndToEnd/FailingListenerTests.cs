using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Whoever watches the router may fail without failing a call.</summary>
public sealed class FailingListenerTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    private static readonly AsyncLocal<string?> FailsAt = new(); // of this test's own flow, for listeners hear of all
    private static readonly ChatRequest Request = new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] };

    [Theory]
    [InlineData("sample")]
    [InlineData("start")]
    [InlineData("stop")]
    public async Task ChatAsync_ActivityListenerThatFails_IsNoFailureOfTheCall(string at)
    {
        using var listener = Listen();
        using var server = new OpenAIServer().Answers(Answer);
        using var streaming = new OpenAIServer().Streams(OpenAIServer.Delta("""{"content":"ok"}""", "stop"), "[DONE]");
        using var failing = new OpenAIServer().Answers("{}");
        var outer = Activity.Current;
        FailsAt.Value = at;

        (await server.Client.ChatAsync(Request, TestContext.Current.CancellationToken)).Text.Should().Be("ok");
        (await streaming.Client.ChatStreamAsync(Request, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken)).Text.Should().Be("ok");
        await FluentActions.Awaiting(() => failing.Client.ChatAsync(Request, TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>();

        Activity.Current.Should().BeSameAs(outer);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("enabled")]
    [InlineData("log")]
    public void Client_LoggerThatFails_IsNoFailureOfTheStart(string at)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IKeyEnvironment>(new FakeEnvironment());
        services.AddLogging(logging => logging.AddProvider(new FailingLogger(at)));
        services.AddInferenceRouting();
        using var container = services.BuildServiceProvider();

        container.GetRequiredService<IInferenceClient>().Should().NotBeNull();
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ProviderRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => FailWhen("sample", ActivitySamplingResult.AllDataAndRecorded),
            ActivityStarted = _ => FailWhen("start", 0),
            ActivityStopped = _ => FailWhen("stop", 0),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static T FailWhen<T>(string at, T value) => FailsAt.Value == at ? throw new InvalidOperationException($"the listener fails at {at}") : value;

    private sealed class FailingLogger(string failsAt) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => failsAt == "create" && categoryName == "ProviderRouter" ? throw new InvalidOperationException("create") : this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => failsAt == "enabled" ? throw new InvalidOperationException("enabled") : true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw new InvalidOperationException("log");

        public void Dispose()
        {
        }
    }
}
