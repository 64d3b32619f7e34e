using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>
/// Hugging Face's router: chat in OpenAI's protocol, carried on to whichever of its providers serves the model, and every other task in the
/// protocol of the provider that the Hub names for it.
/// </summary>
internal sealed class HuggingFaceRouterProvider : IProvider
{
    private static readonly OpenAIDialect Dialect = new() { ChatPath = "v1/chat/completions" };

    public HuggingFaceRouterProvider(ProviderContext<HuggingFaceOptions> context)
    {
        Name = context.Name;
        var transport = context.CreateTransport(new HuggingFaceErrorReader());
        var hub = new HubClient(
            context.Name, context.CreateTransport(new HuggingFaceErrorReader(), context.Options.HubAddress), context.Options.HubTimeout, context.TimeProvider);
        var targets = new RoutedTargets(context.Options.AskHub ? hub : null, context.Offers, PartnersOf(context));
        Models = new RouterModels(transport);
        Handlers = new()
        {
            { InferenceTasks.Chat, new OpenAIChatHandler(transport, Dialect) },
            { InferenceTasks.ChatStream, new OpenAIChatStreamHandler(transport, Dialect) },
            { InferenceTasks.TextGeneration, new RoutedTask<TextGenerationRequest, TextGenerationResponse>(InferenceTasks.TextGeneration, targets) },
            { InferenceTasks.TextGenerationStream, new RoutedTaskStream<TextGenerationRequest, TextGenerationUpdate>(InferenceTasks.TextGenerationStream, targets) },
            { InferenceTasks.Embeddings, new RoutedTask<EmbeddingsRequest, EmbeddingsResponse>(InferenceTasks.Embeddings, targets) },
            {
                InferenceTasks.TextToImage,
                new RoutedTask<TextToImageRequest, TextToImageResponse>(InferenceTasks.TextToImage, targets, static (request, lora) => request with { Loras = [lora, .. request.Loras] })
            },
            {
                InferenceTasks.ImageToImage,
                new RoutedTask<ImageToImageRequest, ImageToImageResponse>(InferenceTasks.ImageToImage, targets, static (request, lora) => request with { Loras = [lora, .. request.Loras] })
            },
            { InferenceTasks.TextToVideo, new RoutedTask<TextToVideoRequest, TextToVideoResponse>(InferenceTasks.TextToVideo, targets) },
            { InferenceTasks.ImageToVideo, new RoutedTask<ImageToVideoRequest, ImageToVideoResponse>(InferenceTasks.ImageToVideo, targets) },
            { InferenceTasks.TextToSpeech, new RoutedTask<TextToSpeechRequest, TextToSpeechResponse>(InferenceTasks.TextToSpeech, targets) },
            { InferenceTasks.TextToAudio, new RoutedTask<TextToAudioRequest, TextToAudioResponse>(InferenceTasks.TextToAudio, targets) },
            { InferenceTasks.SpeechToText, new RoutedTask<SpeechToTextRequest, SpeechToTextResponse>(InferenceTasks.SpeechToText, targets) },
            { InferenceTasks.Raw, new RoutedTask<RawRequest, RawResponse>(InferenceTasks.Raw, targets) },
        };
    }

    public string Name { get; }

    public TaskHandlerMap Handlers { get; }

    public IModelLister Models { get; }

    // Each partner's part of the router lies below its id, and takes the router's key.
    private static Dictionary<string, Lazy<TaskHandlerMap>> PartnersOf(ProviderContext<HuggingFaceOptions> context)
    {
        var router = context.Options.BaseAddress!;
        var root = router.AbsoluteUri.EndsWith('/') ? router : new Uri($"{router.AbsoluteUri}/");
        var partners = new Dictionary<string, Lazy<TaskHandlerMap>>(StringComparer.OrdinalIgnoreCase);
        foreach (var partner in context.Partners)
        {
            partners[partner.Id] = new(() => partner.CreateHandlers(new()
            {
                CreateTransport = errors => context.CreateTransport(errors, new Uri(root, $"{partner.Id}/")),
                Downloader = context.Downloader,
                TimeProvider = context.TimeProvider,
                OpenJobs = context.OpenJobs,
                Offers = context.Offers,
            }));
        }

        return partners;
    }
}
