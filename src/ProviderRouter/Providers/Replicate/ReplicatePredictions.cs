using System.Globalization;
using System.Net;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Providers.Replicate.Models;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// Replicate's one kind of work: predictions, which are created, read and cancelled. A create is sent once to an address: a second one is a second
/// bill; after a 404, which surely created nothing, it goes to the address of the model's version.
/// </summary>
internal sealed class ReplicatePredictions(ReplicateWay way, ReplicateOutput wanted) : IJobProtocol<ReplicatePrediction>
{
    private const int LongestWait = 60;
    private static readonly TimeSpan ShortestDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromHours(24);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public async Task<ReplicatePrediction> SubmitAsync(
        TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
    {
        var route = way.Models.RouteOf(context);
        try
        {
            return await CreateAsync(context, route, input, options, mayHold, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (failure.StatusCode == HttpStatusCode.NotFound && route.Version is null)
        {
            if (await way.Models.ResolveAsync(context, cancellationToken).ConfigureAwait(false) is { } version && context.Call.HasAttemptsLeft)
            {
                return await CreateAsync(context, version, input, options, mayHold, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
        catch (ProviderException failure) when (failure.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity)
        {
            way.Models.Forget(context); // a version that was removed, or inputs that were renamed
            throw;
        }
    }

    public JobHandle HandleOf(TaskContext context, ReplicatePrediction state) => JobHandles.Of(context, state.Id);

    public IJobSteps<ReplicatePrediction> Follow(TaskContext context, JobHandle handle) => ReplicatePrediction.IsId(handle.JobId)
        ? new ReplicateJob(way, context, handle, wanted)
        : throw context.Fail(ErrorKind.InvalidRequest, $"Provider '{context.Provider}': the handle's JobId is none of Replicate's.");

    private Task<ReplicatePrediction> CreateAsync(
        TaskContext context, ReplicateRoute route, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
    {
        var create = new JsonExchange(route.Path, context, body =>
        {
            if (route.Version is not null)
            {
                body.Writer.WriteString("version"u8, route.Version);
            }

            if (options.Webhook is { } webhook)
            {
                body.Writer.WriteString("webhook"u8, webhook.AbsoluteUri);
                body.Writer.WriteStartArray("webhook_events_filter"u8);
                body.Writer.WriteStringValue("completed"u8); // the job is read then; what goes before it is polled
                body.Writer.WriteEndArray();
            }

            body.Writer.WriteStartObject("input"u8);
            input(body);
            body.AddParameters();
            body.Writer.WriteEndObject();
        })
        {
            Kind = ExchangeKind.Submit,
            Headers = HeadersOf(context, mayHold),
        };
        return way.Transport.SendAsync(context, create, (response, token) => ReplicatePrediction.ReadAsync(response, wanted, isCreated: true, token), cancellationToken);
    }

    // Until the answer tells the id nothing can be cancelled from here, so Replicate is told when to end by itself, and to answer before that.
    private List<KeyValuePair<string, string>> HeadersOf(TaskContext context, bool mayHold)
    {
        var left = context.Call.Limit is null ? LongestDeadline : context.Call.Remaining;
        var deadline = Math.Ceiling(Math.Clamp(left.TotalSeconds, ShortestDeadline.TotalSeconds, LongestDeadline.TotalSeconds));
        var patience = mayHold ? Math.Min(way.WaitSeconds ?? LongestWait, Math.Floor((left - Margin).TotalSeconds)) : 0;
        List<KeyValuePair<string, string>> headers = [new("Cancel-After", string.Create(CultureInfo.InvariantCulture, $"{deadline}s"))];
        if (patience >= 1)
        {
            var isUsual = way.WaitSeconds is null && patience == LongestWait;
            headers.Add(new("Prefer", isUsual ? "wait" : string.Create(CultureInfo.InvariantCulture, $"wait={patience}")));
        }

        return headers;
    }
}
