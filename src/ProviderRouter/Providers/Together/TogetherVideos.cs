using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>Videos as jobs: ordered, and asked for until they are done. They lie below the second version of Together's interface. Source: wire notes of Together, §8.</summary>
internal sealed class TogetherVideos(ProviderTransport transport) : IJobProtocol<TogetherVideo>
{
    /// <summary>Where videos are kept.</summary>
    public const string Path = "v2/videos";

    public Task<TogetherVideo> SubmitAsync(
        TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
    {
        context.WarnIf(options.Webhook is not null, nameof(options.Webhook), "Not sent: Together calls no webhooks, so the video is only polled.");
        var create = new JsonExchange(Path, context, body =>
        {
            body.Writer.WriteString("model"u8, context.Model); // the route decides it, whatever the caller's own fields say
            input(body);
            body.AddParameters(except: "model");
        })
        {
            Kind = ExchangeKind.Submit,
        };
        return transport.SendAsync(context, create, static (response, token) => TogetherVideo.ReadAsync(response, isCreated: true, token), cancellationToken);
    }

    public JobHandle HandleOf(TaskContext context, TogetherVideo state) => JobHandles.Of(context, state.Id);

    public IJobSteps<TogetherVideo> Follow(TaskContext context, JobHandle handle) => new TogetherVideoJob(transport, context, handle);
}
