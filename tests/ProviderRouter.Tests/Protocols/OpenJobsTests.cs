using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Providers;

namespace ProviderRouter.Tests.Protocols;

public sealed class OpenJobsTests
{
    private const string Mark = "a cancel that failed in a test";

    private readonly FakeTimeProvider time = new();
    private readonly OpenJobs jobs;

    public OpenJobsTests() => jobs = new(time);

    [Fact]
    public async Task Cancel_NeverAnswered_IsGivenUpAfterFiveSeconds()
    {
        var given = CancellationToken.None;
        jobs.Cancel(token =>
        {
            given = token;
            return Task.Delay(Timeout.Infinite, token);
        });

        time.Advance(TimeSpan.FromSeconds(4.9));
        given.IsCancellationRequested.Should().BeFalse();
        jobs.WhenIdle().IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        await jobs.WhenIdle().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        given.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public async Task Cancel_ThatFails_ChangesNothing()
    {
        jobs.Cancel(_ => throw new ProviderException("p", ErrorKind.Unavailable, "no"));
        jobs.Cancel(_ => Task.FromException(new ObjectDisposedException("gone")));

        await jobs.WhenIdle().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(nameof(InferenceConfigurationException))]
    [InlineData(nameof(InvalidOperationException))]
    [InlineData(nameof(ArgumentException))]
    public async Task Cancel_ThatFailsHowever_LeavesNoFaultBehind(string kind)
    {
        var unobserved = new List<string>();
        EventHandler<UnobservedTaskExceptionEventArgs> note = (_, args) => unobserved.Add(args.Exception.ToString());
        TaskScheduler.UnobservedTaskException += note;
        try
        {
            jobs.Cancel(_ => Task.FromException(kind switch
            {
                nameof(InferenceConfigurationException) => new InferenceConfigurationException(Mark),
                nameof(InvalidOperationException) => new InvalidOperationException(Mark),
                _ => new ArgumentException(Mark),
            }));
            await jobs.WhenIdle().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= note;
        }

        unobserved.Should().NotContain(text => text.Contains(Mark));
    }

    [Fact]
    public void WhenIdle_HoldsThatOverlap_IsWhenTheLastOneIsLeft()
    {
        var first = jobs.Hold();
        var second = jobs.Hold();
        var idle = jobs.WhenIdle();

        first.Dispose();
        first.Dispose();
        idle.IsCompleted.Should().BeFalse("a hold counts once, however often it is left");
        second.Dispose();

        idle.IsCompleted.Should().BeTrue();
        jobs.WhenIdle().IsCompleted.Should().BeTrue();
        using var third = jobs.Hold();
        jobs.WhenIdle().IsCompleted.Should().BeFalse();
    }
}
