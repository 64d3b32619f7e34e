using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Images at Fireworks that are answered at once: the bytes themselves for one, JSON for several.</summary>
internal sealed class FireworksTextToImage(ProviderTransport transport) : ITaskHandler<TextToImageRequest, TextToImageResponse>
{
    public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
    {
        var model = FireworksImageModel.Of(context.Model);
        var settings = ImageSettings.Of(context.Request);
        FireworksImageWarnings.Warn(context, settings, model.Fields);
        var exchange = new JsonExchange(FireworksImageCodec.PathOf(context.Model, model.Family), context, body =>
        {
            FireworksImageCodec.Write(body, context.Request.Prompt, settings, model.Fields);
            body.AddParameters();
        })
        {
            Accept = FireworksImageCodec.AcceptOf(settings, model.Fields),
        };

        var answer = await transport.SendAsync(context, exchange, FireworksImageAnswer.ReadAsync, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Images = answer.Images,
            Seed = answer.Seed,
            Info = new() { Usage = FireworksImageCodec.Count(context, settings, model, answer.Images.Count) },
        };
    }
}
