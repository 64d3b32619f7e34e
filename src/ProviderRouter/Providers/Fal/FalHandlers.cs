using ProviderRouter.DependencyInjection;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Puts fal's tasks together, for fal itself and for a router before it.</summary>
internal static class FalHandlers
{
    private static readonly TimeSpan LongestForVideos = TimeSpan.FromSeconds(10);

    /// <summary>The tasks that are jobs, and those that a router wants answered at once.</summary>
    public static TaskHandlerMap Jobs(FalHosts hosts, FalFiles files, FalInputs inputs, TimeProvider timeProvider, OpenJobs jobs)
    {
        var (speech, transcripts) = (new FalTextToSpeech(files), new FalSpeechToText(inputs));
        var media = new FalQueue(hosts, FalFiles.Fields);
        var words = new FalQueue(hosts, MediaFields.None);
        var seeing = new FalQueue(hosts, MediaFields.None) { NeedsEyes = true };
        var poller = new JobPoller(timeProvider, jobs);
        var slow = new JobPoller(timeProvider, jobs) { Longest = LongestForVideos };
        var raw = new FalRawCodec(files);
        return new()
        {
            { InferenceTasks.TextToImage, new JobHandler<TextToImageRequest, TextToImageResponse, FalState>(media, new FalTextToImage(files), poller) },
            { InferenceTasks.ImageToImage, new JobHandler<ImageToImageRequest, ImageToImageResponse, FalState>(media, new FalImageToImage(files, inputs), poller) },
            { InferenceTasks.TextToVideo, new JobHandler<TextToVideoRequest, TextToVideoResponse, FalState>(media, new FalTextToVideo(files), slow) },
            { InferenceTasks.ImageToVideo, new JobHandler<ImageToVideoRequest, ImageToVideoResponse, FalState>(media, new FalImageToVideo(files, inputs), slow) },
            {
                InferenceTasks.TextToSpeech, hosts.IsRouted
                    ? new FalDirect<TextToSpeechRequest, TextToSpeechResponse>(hosts, FalFiles.Fields, speech)
                    : new JobHandler<TextToSpeechRequest, TextToSpeechResponse, FalState>(media, speech, poller)
            },
            { InferenceTasks.TextToAudio, new JobHandler<TextToAudioRequest, TextToAudioResponse, FalState>(media, new FalTextToAudio(files), poller) },
            {
                InferenceTasks.SpeechToText, hosts.IsRouted
                    ? new FalDirect<SpeechToTextRequest, SpeechToTextResponse>(hosts, MediaFields.None, transcripts)
                    : new JobHandler<SpeechToTextRequest, SpeechToTextResponse, FalState>(words, transcripts, poller)
            },
            { InferenceTasks.ImageToText, new JobHandler<ImageToTextRequest, ImageToTextResponse, FalState>(seeing, new FalImageToText(inputs), poller) },
            { InferenceTasks.VisualQuestionAnswering, new JobHandler<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse, FalState>(seeing, new FalVisualQuestionAnswering(inputs), poller) },
            { InferenceTasks.DocumentQuestionAnswering, new JobHandler<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse, FalState>(seeing, new FalDocumentQuestionAnswering(inputs), poller) },
            { InferenceTasks.Raw, new FalRaw(hosts, raw, new(words, raw, poller)) },
        };
    }

    /// <summary>The tasks behind a router, which passes everything on below one address and has no storage. Source: wire notes of fal, §8.</summary>
    public static TaskHandlerMap BehindRouter(PartnerContext context)
    {
        var transport = context.CreateTransport(new FalErrorReader());
        var hosts = new FalHosts { Run = transport, Queue = transport };
        var files = new FalFiles(context.Downloader, context.TimeProvider, lifetime: null);
        return Jobs(hosts, files, new(storage: null, context.Downloader), context.TimeProvider, context.OpenJobs);
    }
}
