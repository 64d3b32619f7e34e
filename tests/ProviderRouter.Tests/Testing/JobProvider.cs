using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Testing;

/// <summary>A provider without a wire: its videos are jobs whose states are told beforehand, its images are made at once.</summary>
internal sealed class JobProvider : IDisposable
{
    public const string Name = "jobs";
    public const string Model = "acme/video";

    private readonly List<TestRouter> routers = [];
    private int reads;
    private int cancels;
    private int submits;

    /// <summary>The state that the nth reading finds.</summary>
    public Func<int, JobStatus> State { get; set; } = _ => new() { Phase = JobPhase.Succeeded };

    /// <summary>What happens in a reading before its state is there.</summary>
    public Func<CancellationToken, Task> Reading { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens when it is cancelled.</summary>
    public Func<CancellationToken, Task> Cancelling { get; set; } = _ => Task.CompletedTask;

    public int Reads => Volatile.Read(ref reads);

    public int Cancels => Volatile.Read(ref cancels);

    public int Submits => Volatile.Read(ref submits);

    /// <summary>What was given along when the last job was started, and whether its answer might have been held back.</summary>
    public (JobOptions Options, bool MayHold)? Started { get; private set; }

    /// <summary>The prompt of the request that an answer was read for; null for a job without its request.</summary>
    public string? DecodedPrompt { get; private set; } = "none";

    /// <summary>A client of this provider, and of another that does everything at once where that is wanted.</summary>
    public IInferenceClient CreateClient(TimeProvider time, string? other = null, Action<IInferenceRoutingBuilder>? configure = null)
    {
        var router = new TestRouter(
            builder =>
            {
                builder.AddProvider<OwnOptions>(Name, options => options.BaseAddress = new("https://own.example/"), context => new Provider(this, context.Name, new(time, context.OpenJobs, () => 0.5)));
                if (other is not null)
                {
                    builder.AddProvider<OwnOptions>(other, options => options.BaseAddress = new("https://own.example/"), context => new AtOnce(context.Name));
                }

                configure?.Invoke(builder);
            },
            TestRouter.WithKeys(),
            time);
        routers.Add(router);
        return router.Client;
    }

    public void Dispose() => routers.ForEach(router => router.Dispose());

    private sealed class OwnOptions : ProviderOptions
    {
        protected internal override bool RequiresApiKey => false;
    }

    private sealed record Seen(JobStatus Status) : IDisposable
    {
        public void Dispose()
        {
        }
    }

    private sealed class Provider(JobProvider script, string name, JobPoller poller) : IProvider, IJobProtocol<Seen>, IJobCodec<TextToVideoRequest, TextToVideoResponse, Seen>
    {
        public string Name => name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.TextToVideo, new JobHandler<TextToVideoRequest, TextToVideoResponse, Seen>(this, this, poller) } };

        public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<TextToVideoRequest> context, CancellationToken cancellationToken)
        {
            context.WarnIf(context.Request.Seed is not null, nameof(context.Request.Seed), "Not sent.");
            return ValueTask.FromResult<Action<RequestJson>>(_ => { });
        }

        public TextToVideoResponse Decode(TaskContext context, TextToVideoRequest? request, Seen state)
        {
            script.DecodedPrompt = request?.Prompt;
            return new() { Videos = [MediaContent.FromBytes(new byte[1], "video/mp4")], Info = new() { Usage = new() { Videos = 1 } } };
        }

        public Task<Seen> SubmitAsync(TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref script.submits);
            script.Started = (options, mayHold);
            return Task.FromResult(new Seen(new() { Phase = JobPhase.Queued, QueuePosition = 3 }));
        }

        public JobHandle HandleOf(TaskContext context, Seen state) => JobHandles.Of(context, "job-1", "queue/7");

        public IJobSteps<Seen> Follow(TaskContext context, JobHandle handle) => new Steps(script, context, handle);
    }

    private sealed class Steps(JobProvider script, TaskContext context, JobHandle handle) : IJobSteps<Seen>
    {
        public JobHandle Handle => handle;

        public bool IsDone(Seen state) => state.Status.IsDone;

        public JobStatus StatusOf(Seen state) => state.Status;

        public async Task<Seen> ReadAsync(CancellationToken cancellationToken)
        {
            var read = Interlocked.Increment(ref script.reads);
            await script.Reading(cancellationToken);
            return new(script.State(read));
        }

        public Task<Seen> FinishAsync(Seen state, CancellationToken cancellationToken) => state.Status.Phase == JobPhase.Succeeded
            ? Task.FromResult(state)
            : throw new JobException(context.Provider, ErrorKind.JobFailed, handle.JobId, $"It failed: {state.Status.Error}.") { Handle = handle };

        public Task CancelAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref script.cancels);
            return script.Cancelling(cancellationToken);
        }
    }

    private sealed class AtOnce(string name) : IProvider, ITaskHandler<TextToVideoRequest, TextToVideoResponse>
    {
        public string Name => name;

        public TaskHandlerMap Handlers => new() { { InferenceTasks.TextToVideo, this } };

        public Task<TextToVideoResponse> HandleAsync(TaskContext<TextToVideoRequest> context, CancellationToken cancellationToken) =>
            Task.FromResult(new TextToVideoResponse { Videos = [MediaContent.FromBytes(new byte[1], "video/mp4")] });
    }
}
