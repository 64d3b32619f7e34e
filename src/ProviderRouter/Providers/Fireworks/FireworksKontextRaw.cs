using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Raw calls to FLUX Kontext: its job is waited for, and the image is what it gives.</summary>
internal sealed class FireworksKontextRaw(MediaDownloader downloader) : IJobCodec<RawRequest, RawResponse, FireworksKontextState>
{
    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Action<RequestJson>>(body =>
        {
            foreach (var (field, value) in context.Request.Input)
            {
                if (context.Overrides(field))
                {
                    continue;
                }

                body.Writer.WritePropertyName(field);
                if (value is null)
                {
                    body.Writer.WriteNullValue();
                }
                else
                {
                    value.WriteTo(body.Writer);
                }
            }
        });

    public RawResponse Decode(TaskContext context, RawRequest? request, FireworksKontextState state) =>
        new() { Files = [state.ImageFor(context, downloader)], Info = state.Info };
}
