using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>FLUX Kontext, whose images are jobs: submitted once, asked for until they are there. Source: wire notes of Fireworks, §6.B.</summary>
internal sealed class FireworksKontext(ProviderTransport transport) : IJobProtocol<FireworksKontextState>
{
    private const int LongestWebhook = 2083;

    public Task<FireworksKontextState> SubmitAsync(
        TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
    {
        var webhook = options.Webhook?.AbsoluteUri;
        if (webhook?.Length > LongestWebhook)
        {
            throw context.Fail(ErrorKind.LimitExceeded, $"Provider '{context.Provider}' takes a webhook's address of up to {LongestWebhook} characters, and this one has {webhook.Length}.");
        }

        var submit = new JsonExchange(PathOf(context.Model), context, body =>
        {
            input(body);
            body.Add("webhook_url", webhook);
            body.AddParameters();
        })
        {
            Kind = ExchangeKind.Submit,
        };
        return transport.SendAsync(context, submit, FireworksKontextState.ReadSubmittedAsync, cancellationToken);
    }

    public JobHandle HandleOf(TaskContext context, FireworksKontextState state) => JobHandles.Of(context, state.Id, PathOf(context.Model));

    public IJobSteps<FireworksKontextState> Follow(TaskContext context, JobHandle handle) =>
        new FireworksKontextJob(transport, context, handle, handle.Location ?? PathOf(handle.Model));

    private static string PathOf(string model) => FireworksImageCodec.PathOf(model, FireworksImageFamily.WorkflowJob);
}
