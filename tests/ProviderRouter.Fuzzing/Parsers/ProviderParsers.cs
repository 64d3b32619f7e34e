using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>Fireworks and Together: what they have of their own, and their chats, whose errors they read in a way of their own.</summary>
internal static class ProviderParsers
{
    private const string Flux = "accounts/fireworks/models/flux-1-schnell-fp8";
    private const string Kontext = "accounts/fireworks/models/flux-kontext-pro";

    private static readonly IReadOnlyList<Seed> Pictures =
    [
        .. Seed.Of(
            "{\"base64\":[\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB\"],\"seed\":1,\"finishReason\":\"SUCCESS\",\"id\":\"x\"}", "HTTP 200\nContent-Type: image/jpeg\nFinish-Reason: SUCCESS\nSeed: 7\n\n\u00FF\u00D8\u00FFjpeg"),
        .. OpenAIParsers.Pictures,
    ];

    private static readonly IReadOnlyList<Seed> KontextJobs =
    [
        .. Seed.Of(
            "{\"id\":\"k1\",\"request_id\":\"k1\",\"status\":\"Ready\",\"result\":{\"sample\":\"https://example.com/a.jpg\"},\"progress\":100,\"details\":null}",
            "{\"request_id\":\"k1\",\"status\":\"Error\",\"details\":{\"x\":1},\"progress\":0.5}",
            "{\"request_id\":\"k1\",\"status\":\"Content Moderated\",\"result\":null}",
            "{\"request_id\":\"k1\",\"status\":\"Ready\",\"result\":{\"sample\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==\"}}"),
        .. Recordings.Of("", "async-image-poll"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Videos =
    [
        .. Seed.Of(
            "{\"id\":\"v1\",\"object\":\"video\",\"status\":\"completed\",\"created_at\":1,\"seconds\":\"5\",\"outputs\":{\"cost\":0.2,\"video_url\":\"https://example.com/a.mp4\"},\"error\":null}",
            "{\"id\":\"v1\",\"status\":\"failed\",\"error\":{\"code\":\"c\",\"message\":\"m\"},\"info\":{\"errors\":[\"e\",{\"message\":\"f\"}]}}",
            "{\"id\":\"v1\",\"status\":\"queued\"}"),
        .. ErrorSeeds.Few,
    ];

    public static IEnumerable<FuzzParser> Of(FuzzHost host) =>
    [
        new(
            "Fireworks",
            [
                host.Task("fireworks-ai", InferenceTasks.Chat, Flux, Requests.Chat, OpenAIParsers.Chats),
                host.Stream("fireworks-ai", InferenceTasks.ChatStream, Flux, Requests.Chat, OpenAIParsers.ChatStreams),
                host.Task("fireworks-ai", InferenceTasks.TextToImage, Flux, Requests.Picture, Pictures),
                host.Task("fireworks-ai", InferenceTasks.TextToImage, "accounts/fireworks/models/stable-diffusion-xl-1024-v1-0", Requests.Picture, Pictures),
                host.Task("fireworks-ai", InferenceTasks.TextToImage, Kontext, Requests.Picture, KontextJobs),
                host.Task("fireworks-ai", InferenceTasks.ImageToImage, Kontext, Requests.Edit with { Image = Requests.Image }, KontextJobs),
                host.Task("fireworks-ai", InferenceTasks.Raw, Kontext, Requests.Raw, KontextJobs),
            ]),
        new(
            "Together",
            [
                host.Task("together", InferenceTasks.Chat, "acme/model", Requests.Chat, OpenAIParsers.Chats),
                host.Stream("together", InferenceTasks.ChatStream, "acme/model", Requests.Chat, OpenAIParsers.ChatStreams),
                host.Task("together", InferenceTasks.TextToImage, "black-forest-labs/FLUX.1-schnell", Requests.Picture, OpenAIParsers.Pictures),
                host.Task("together", InferenceTasks.ImageToImage, "black-forest-labs/FLUX.1-kontext-pro", Requests.Edit, OpenAIParsers.Pictures),
                host.Task("together", InferenceTasks.TextToVideo, "minimax/video-01-director", Requests.Video, Videos),
                host.Task("together", InferenceTasks.ImageToVideo, "minimax/video-01-director", Requests.Animation, Videos),
                host.Stream("together", InferenceTasks.TextToSpeechStream, "cartesia/sonic-2", Requests.Speech, OpenAIParsers.SpeechStreams),
            ]),
    ];
}
