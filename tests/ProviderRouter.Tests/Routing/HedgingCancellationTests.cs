using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Resilience;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>Calls that end while a rival is chosen.</summary>
public sealed class HedgingCancellationTests
{
    private readonly PassingTime time = new();

    /// <summary>The caller may leave in the moment in which a rival is chosen; what the first still brings is nobody's then.</summary>
    [Fact]
    public async Task ChatStreamAsync_CallerCancelsWhileARivalIsChosen_StreamThatStillComesIsClosed()
    {
        using var caller = new CancellationTokenSource();
        using var servers = new TwoServers(
            options => options.Hedging.Enabled = true,
            time,
            services => services.AddSingleton<ITargetStateStore>(new CancellingStore(new InMemoryTargetStateStore(new(), new(), time), caller)));
        var body = new LateStream(OpenAIServer.Framed(OpenAIServer.Delta("""{"content":"a"}""")));
        servers.Answer("first", () => TwoServers.Events(body));
        var stream = servers.Client.ChatStreamAsync(TwoServers.Model, "Hi", caller.Token).GetAsyncEnumerator(CancellationToken.None);
        var move = stream.MoveNextAsync().AsTask();
        await body.IsRead.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await time.PassAsync(TimeSpan.FromSeconds(2));
        (await Assert.ThrowsAsync<OperationCanceledException>(() => move)).CancellationToken.Should().Be(caller.Token);
        await stream.DisposeAsync();
        body.Release();

        await body.Closed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        servers.Asked.Should().Equal("first");
    }

    /// <summary>Whose budget is asked for, leaves.</summary>
    private sealed class CancellingStore(ITargetStateStore inner, CancellationTokenSource caller) : ITargetStateStore
    {
        public ITargetState Get(TargetKey key) => new CancellingState(inner.Get(key), caller);
    }

    private sealed class CancellingState(ITargetState inner, CancellationTokenSource caller) : ITargetState
    {
        public ValueTask<TargetStatus> LookAsync(CancellationToken cancellationToken) => inner.LookAsync(cancellationToken);

        public ValueTask<TargetAdmission> EnterAsync(CancellationToken cancellationToken) => inner.EnterAsync(cancellationToken);

        public ValueTask ReportAsync(TargetAdmission admission, TargetReport report, CancellationToken cancellationToken) => inner.ReportAsync(admission, report, cancellationToken);

        public ValueTask BreakAsync(TargetAdmission admission, CancellationToken cancellationToken) => inner.BreakAsync(admission, cancellationToken);

        public ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken)
        {
            caller.Cancel();
            return inner.TrySpendAsync(tokens, cancellationToken);
        }
    }

    /// <summary>A body that comes late, whatever the token says.</summary>
    private sealed class LateStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text), writable: false)
    {
        private readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsRead => read.Task;

        public Task Closed => closed.Task;

        public void Release() => released.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            read.TrySetResult();
            await released.Task;
            return Read(buffer.Span);
        }

        protected override void Dispose(bool disposing)
        {
            closed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
