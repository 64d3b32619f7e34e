using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Keeps every log line.</summary>
internal sealed class LogKeeper : ILoggerProvider
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogKeeper keeper, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            keeper.Lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
