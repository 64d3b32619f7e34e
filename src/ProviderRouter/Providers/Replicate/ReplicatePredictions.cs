using System.Globalization;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Replicate's one kind of work: predictions, which are created, read and cancelled. A create is sent once: a second one is a second bill.</summary>
internal sealed class ReplicatePredictions(ProviderTransport transport, ReplicateOutput wanted, int waitSeconds) : IJobProtocol<ReplicatePrediction>
{
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(24);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public Task<ReplicatePrediction> SubmitAsync(
        TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
    {
        var route = ReplicateRoute.Of(context.Model);
        var create = new JsonExchange(route.Path, context, body =>
        {
            if (route.Version is not null)
            {
                body.Writer.WriteString("version"u8, route.Version);
            }

            if (options.Webhook is { } webhook)
            {
                body.Writer.WriteString("webhook"u8, webhook.AbsoluteUri);
            }

            body.Writer.WriteStartObject("input"u8);
            input(body);
            body.AddParameters();
            body.Writer.WriteEndObject();
        })
        {
            Kind = ExchangeKind.Submit,
            Headers = HeadersOf(context, mayHold ? waitSeconds : 0),
        };
        return transport.SendAsync(context, create, (response, token) => ReplicatePrediction.ReadAsync(response, wanted, isCreated: true, token), cancellationToken);
    }

    public JobHandle HandleOf(TaskContext context, ReplicatePrediction state) => JobHandles.Of(context, state.Id);

    public IJobSteps<ReplicatePrediction> Follow(TaskContext context, JobHandle handle) => new ReplicateJob(transport, context, handle, wanted);

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
}
