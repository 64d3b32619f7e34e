using System.Globalization;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Creates predictions, waits for them, cancels them. A create is sent once: a second one is a second bill.</summary>
internal sealed class ReplicatePredictions(ProviderTransport transport, JobPoller poller, int waitSeconds)
{
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(24);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>Creates a prediction and waits until its output can be used.</summary>
    /// <exception cref="JobException">It failed, or was cancelled at Replicate.</exception>
    public async Task<ReplicatePrediction> RunAsync(TaskContext context, ReplicateOutput wanted, Action<RequestJson> input, CancellationToken cancellationToken)
    {
        var prediction = await CreateAsync(context, wanted, input, waitSeconds, cancellationToken).ConfigureAwait(false);
        if (prediction is { HasOutput: true, IsPartial: false, IsTerminal: false } && wanted == ReplicateOutput.Files)
        {
            return prediction; // held back until the files were there; its status lags behind
        }

        return await FinishAsync(context, prediction, wanted, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates a prediction without waiting, for its event stream.</summary>
    public Task<ReplicatePrediction> StartAsync(TaskContext context, Action<RequestJson> input, CancellationToken cancellationToken) =>
        CreateAsync(context, ReplicateOutput.Text, input, wait: 0, cancellationToken);

    /// <summary>Waits for the end of a prediction.</summary>
    /// <exception cref="JobException">It failed, or was cancelled at Replicate.</exception>
    public async Task<ReplicatePrediction> FinishAsync(TaskContext context, ReplicatePrediction prediction, ReplicateOutput wanted, CancellationToken cancellationToken)
    {
        var steps = new Steps(transport, context, wanted, prediction.Id);
        var done = await poller.WaitAsync(context, steps, prediction, cancellationToken).ConfigureAwait(false);
        if (done.Status == "succeeded" && (done.HasOutput || (wanted == ReplicateOutput.Text && !done.IsRemoved)))
        {
            return done;
        }

        using (done)
        {
            throw Failed(context, done.Id, done.Status, done.Error);
        }
    }

    public Task<ReplicatePrediction> ReadAsync(TaskContext context, string id, CancellationToken cancellationToken) =>
        new Steps(transport, context, ReplicateOutput.Text, id).ReadAsync(cancellationToken);

    public IDisposable Hold() => poller.Hold();

    public void Cancel(TaskContext context, string id) => poller.Cancel(new Steps(transport, context, ReplicateOutput.Text, id));

    /// <summary>The failure of a prediction: the HTTP exchange went well, the work did not.</summary>
    public JobException Failed(TaskContext context, string id, string status, string? error)
    {
        var words = error is { Length: > 0 } ? transport.Quote(error).TrimEnd('.') : status == "succeeded" ? "it gave no output, or its output was removed (Replicate keeps it for one hour)" : $"its status is '{status}'";
        var kind = IsRefusal(error) ? ErrorKind.ContentFiltered : ErrorKind.JobFailed;
        return new(context.Provider, kind, id, $"Provider '{context.Provider}': prediction '{id}' of '{context.Model}' failed: {words}.")
        {
            Model = context.Model,
            ErrorCode = status is "canceled" or "aborted" ? ErrorCodes.JobCanceled : null,
            MaybeExecuted = status != "aborted",
        };
    }

    // Safety filters speak through the error text alone.
    private static bool IsRefusal(string? error) =>
        error is not null && (error.Contains("NSFW", StringComparison.OrdinalIgnoreCase) || error.Contains("flagged as sensitive", StringComparison.OrdinalIgnoreCase));

    private Task<ReplicatePrediction> CreateAsync(
        TaskContext context, ReplicateOutput wanted, Action<RequestJson> input, int wait, CancellationToken cancellationToken)
    {
        var route = ReplicateRoute.Of(context.Model);
        var create = new JsonExchange(route.Path, context, body =>
        {
            if (route.Version is not null)
            {
                body.Writer.WriteString("version"u8, route.Version);
            }

            body.Writer.WriteStartObject("input"u8);
            input(body);
            body.AddParameters();
            body.Writer.WriteEndObject();
        })
        {
            Kind = ExchangeKind.Submit,
            Headers = HeadersOf(context, wait),
        };
        return transport.SendAsync(context, create, (response, token) => ReplicatePrediction.ReadAsync(response, wanted, token), cancellationToken);
    }

    // Until the answer tells the id nothing can be cancelled from here, so Replicate is told when to end by itself, and to answer before that.
    private static List<KeyValuePair<string, string>> HeadersOf(TaskContext context, int wait)
    {
        var left = context.Call.Limit is null ? LongestDeadline : context.Call.Remaining;
        var deadline = Math.Ceiling(Math.Clamp(left.TotalSeconds, ShortestDeadline.TotalSeconds, LongestDeadline.TotalSeconds));
        var patience = Math.Min(wait, Math.Floor((left - Margin).TotalSeconds));
        List<KeyValuePair<string, string>> headers = [new("Cancel-After", string.Create(CultureInfo.InvariantCulture, $"{deadline}s"))];
        if (patience >= 1)
        {
            headers.Add(new("Prefer", string.Create(CultureInfo.InvariantCulture, $"wait={patience}")));
        }

        return headers;
    }

    private sealed class Steps(ProviderTransport transport, TaskContext context, ReplicateOutput wanted, string id) : IJobSteps<ReplicatePrediction>
    {
        public string Id => id;

        public bool IsDone(ReplicatePrediction state) => state.IsTerminal;

        public Task<ReplicatePrediction> ReadAsync(CancellationToken cancellationToken) => transport.SendAsync(
            context,
            new Exchange(HttpMethod.Get, $"v1/predictions/{id}") { Kind = ExchangeKind.Read },
            (response, token) => ReplicatePrediction.ReadAsync(response, wanted, token),
            cancellationToken);

        public Task CancelAsync(CancellationToken cancellationToken) => transport.SendAsync(
            context,
            new Exchange(HttpMethod.Post, $"v1/predictions/{id}/cancel") { Kind = ExchangeKind.Read },
            static (response, token) => response.ReadBytesAsync(static (_, _) => true, token),
            cancellationToken);
    }
}
