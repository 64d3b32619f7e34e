using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Testing;

/// <summary>A provider behind a router, whose images are made by one POST and whose answer is one address.</summary>
internal static class EchoPartner
{
    public static RoutedPartner Create(string id) => new(id, context => new() { { InferenceTasks.TextToImage, new Images(context.CreateTransport(null), context.Downloader) } });

    private sealed class Images(ProviderTransport transport, MediaDownloader downloader) : ITaskHandler<TextToImageRequest, TextToImageResponse>
    {
        public async Task<TextToImageResponse> HandleAsync(TaskContext<TextToImageRequest> context, CancellationToken cancellationToken)
        {
            context.WarnIf(context.Request.Scheduler is not null, nameof(context.Request.Scheduler), "Not sent.");
            var exchange = new JsonExchange($"make/{context.Model}", context, body =>
            {
                body.Add("prompt", context.Request.Prompt);
                body.Add("loras", [.. context.Request.Loras.Select(lora => lora.Path)]);
                body.AddParameters();
            });
            var address = await transport.SendAsync(context, exchange, (response, token) => response.ReadBytesAsync((_, body) => System.Text.Encoding.UTF8.GetString(body.Span), token), cancellationToken);
            return new() { Images = [downloader.Reference(context.Provider, address)] };
        }
    }
}
