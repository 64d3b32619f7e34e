using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;
using ProviderRouter.Providers;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>fal: the queue's own words, and what its models give.</summary>
internal static class FalParsers
{
    private const string Fal = "fal-ai";
    private const string Id = "764cabcf-b745-4b3e-ae38-1200304cf45b";

    private static readonly IReadOnlyList<Seed> Submissions =
    [
        .. Seed.Of($"{{\"request_id\":\"{Id}\",\"response_url\":\"https://queue.fal.run/fal-ai/flux/requests/{Id}\",\"status_url\":\"https://queue.fal.run/fal-ai/flux/requests/{Id}/status\",\"cancel_url\":\"x\",\"status\":\"IN_QUEUE\",\"queue_position\":3}}"),
        .. Recordings.Of(Fal, "queue-submit-or-status"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> States =
    [
        .. Seed.Of(
            $"{{\"status\":\"IN_PROGRESS\",\"request_id\":\"{Id}\",\"logs\":[{{\"message\":\"50%|#####     | 5/10\",\"timestamp\":\"2026-01-01T00:00:00Z\"}},\"plain\",null]}}",
            "{\"status\":\"COMPLETED\",\"error\":\"it failed\",\"error_type\":\"internal_error\",\"metrics\":{\"inference_time\":1.5}}",
            "{\"status\":\"COMPLETED\",\"logs\":null,\"queue_position\":0}"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Media =
    [
        .. Seed.Of(
            "{\"images\":[{\"url\":\"https://v3.fal.media/a.png\",\"content_type\":\"image/png\",\"width\":64,\"height\":32,\"file_size\":null}],\"seed\":42,\"has_nsfw_concepts\":[false],\"timings\":{\"inference\":1.5},\"prompt\":\"p\"}",
            "{\"image\":{\"url\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==\"},\"description\":\"d\"}",
            "{\"video\":{\"url\":\"https://v3.fal.media/a.mp4\",\"duration\":5.5,\"fps\":24,\"num_frames\":120},\"seed\":1}",
            "{\"audio\":{\"url\":\"https://v3.fal.media/a.mp3\",\"content_type\":\"audio/mpeg\"},\"duration_ms\":1500}",
            "{\"audio_file\":{\"url\":\"https://v3.fal.media/a.wav\"}}",
            "HTTP 422\n\n{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"flagged\",\"type\":\"content_policy_violation\"}]}",
            "HTTP 400\n\n{\"detail\":\"Request is still in progress\"}"),
        .. Recordings.Of(Fal, "images", "media"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Words =
    [
        .. Seed.Of(
            "{\"text\":\"hi\",\"chunks\":[{\"timestamp\":[0,1.5],\"text\":\"hi\",\"speaker\":\"S0\"},{\"timestamp\":[1.5,null],\"text\":\"x\"}],\"inferred_languages\":[\"en\"],\"diarization_segments\":[]}",
            "{\"output\":\"a cat\",\"reasoning\":\"r\",\"partial\":false,\"error\":null,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"cost\":0.1}}",
            "{\"results\":\"a cat\"}",
            "{\"words\":[{\"text\":\"hi\",\"start\":0,\"end\":1,\"type\":\"word\",\"speaker_id\":\"s\"}],\"text\":\"hi\",\"language_code\":\"en\"}"),
        .. Recordings.Of(Fal, "transcription"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Uploads = [.. Seed.Of("{\"upload_url\":\"https://v3.fal.media/files/a?x=1\",\"file_url\":\"https://v3.fal.media/files/a.flac\"}"), .. ErrorSeeds.Few];

    private static readonly IReadOnlyList<Seed> Streams =
    [
        .. Seed.Of(
            "data: {\"output\":\"H\",\"partial\":true}\n\ndata: {\"output\":\"Hi\",\"reasoning\":\"r\",\"partial\":false,\"usage\":{\"prompt_tokens\":1}}\n\n",
            "data: {\"type\":\"progress\",\"images\":[{\"url\":\"https://v3.fal.media/a.png\"}]}\n\n: ping\n\ndata: {\"error\":\"x\",\"detail\":\"y\"}\n\n"),
        .. ErrorSeeds.Few,
    ];

    public static IEnumerable<FuzzParser> Of(FuzzHost host) =>
    [
        new(
            "fal queue",
            [
                Job(host, "submission", Submissions, null, (handler, context) => handler.StartAsync(context, JobOptions.Default, host.Token)),
                Job(host, "status", States, IsResult, (handler, context) => handler.GetStatusAsync(context, Handle, host.Token)),
                Job(host, "wait", States, IsResult, (handler, context) => handler.WaitAsync(context, new() { Handle = Handle }, host.Token)),
                host.Task(Fal, InferenceTasks.SpeechToText, "fal-ai/wizper", Requests.Transcript with { Audio = Requests.Sound }, Uploads, rule: IsNoUpload),
                Job(host, "cancel", [.. Seed.Of("HTTP 202\n\n{\"status\":\"CANCELLATION_REQUESTED\"}", "HTTP 400\n\n{\"status\":\"ALREADY_COMPLETED\"}"), .. ErrorSeeds.Few], null, (handler, context) => handler.CancelAsync(context, Handle, host.Token)),
            ]),
        new(
            "fal results",
            [
                host.Task(Fal, InferenceTasks.TextToImage, "fal-ai/flux/dev", Requests.Picture, Media, rule: IsQueue),
                host.Task(Fal, InferenceTasks.ImageToImage, "fal-ai/flux/dev/image-to-image", Requests.Edit, Media, rule: IsQueue),
                host.Task(Fal, InferenceTasks.TextToVideo, "fal-ai/mochi-v1", Requests.Video, Media, rule: IsQueue),
                host.Task(Fal, InferenceTasks.ImageToVideo, "fal-ai/wan-i2v", Requests.Animation, Media, rule: IsQueue),
                host.Task(Fal, InferenceTasks.TextToSpeech, "fal-ai/chatterbox/text-to-speech", Requests.Speech, Media, rule: IsQueue),
                host.Task(Fal, InferenceTasks.TextToAudio, "fal-ai/stable-audio", Requests.Noise, Media, rule: IsQueue),
                host.Task(Fal, InferenceTasks.SpeechToText, "fal-ai/wizper", Requests.Transcript, Words, rule: IsQueue),
                host.Task(Fal, InferenceTasks.SpeechToText, "fal-ai/elevenlabs/speech-to-text", Requests.Transcript, Words, rule: IsQueue),
                host.Task(Fal, InferenceTasks.ImageToText, "fal-ai/florence-2-large/caption", Requests.Caption, Words, rule: IsQueue),
                host.Task(Fal, InferenceTasks.VisualQuestionAnswering, "fal-ai/moondream/batched", Requests.Question, Words, rule: IsQueue),
                host.Task(Fal, InferenceTasks.DocumentQuestionAnswering, "fal-ai/any-llm/vision", Requests.DocumentQuestion, Words, rule: IsQueue),
                host.Task(Fal, InferenceTasks.Raw, "fal-ai/flux/dev", Requests.Raw, [.. Media, .. Words], rule: IsQueue),
                host.Task(Fal, InferenceTasks.Raw, "fal-ai/flux/dev", Requests.Raw with { Path = "fal-ai/flux/dev" }, [.. Media, .. Words]),
            ]),
        new(
            "fal chat and streams",
            [
                host.Task(Fal, InferenceTasks.Chat, "fal-ai/any-llm", Requests.Chat, Words),
                host.Task(Fal, InferenceTasks.Chat, "openrouter/router/openai/gpt-4o", Requests.Chat, OpenAIParsers.Chats),
                host.Stream(Fal, InferenceTasks.ChatStream, "fal-ai/any-llm", Requests.Chat, Streams),
                host.Stream(Fal, InferenceTasks.RawStream, "fal-ai/flux/dev", Requests.Raw, Streams),
            ]),
    ];

    private static JobHandle Handle { get; } = new() { Provider = Fal, Model = "fal-ai/flux/dev", Task = "text-to-image", JobId = Id, CreatedAt = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    private static FuzzVariant Job(
        FuzzHost host, string name, IReadOnlyList<Seed> seeds, Func<HttpRequestMessage, string?>? rule, Func<IJobHandler<TextToImageRequest, TextToImageResponse>, TaskContext<TextToImageRequest>, Task> ask)
    {
        var handler = (IJobHandler<TextToImageRequest, TextToImageResponse>)host.Provider(Fal).Handlers.Find(InferenceTasks.TextToImage)!;
        return host.Variant(name, seeds, "application/json", rule, () => ask(handler, host.Context(InferenceTasks.TextToImage, Fal, Handle.Model, Requests.Picture)));
    }

    // The queue answers as it should; the result is the input.
    private static string? IsQueue(HttpRequestMessage request) =>
        request.Method == HttpMethod.Post ? $"{{\"request_id\":\"{Id}\",\"status\":\"IN_QUEUE\"}}"
        : request.RequestUri!.AbsolutePath.EndsWith("/status", StringComparison.Ordinal) ? "{\"status\":\"COMPLETED\"}"
        : request.Method == HttpMethod.Put ? "{}"
        : null;

    // The result is as it should be; the queue's words are the input.
    private static string? IsResult(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith(Id, StringComparison.Ordinal) ? "{\"images\":[{\"url\":\"https://v3.fal.media/a.png\"}]}" : request.Method == HttpMethod.Put ? "{}" : null;

    private static string? IsNoUpload(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.Contains("storage/upload", StringComparison.Ordinal) ? null
        : request.RequestUri.Host == "queue.fal.run" ? IsQueue(request) ?? "{\"text\":\"hi\"}"
        : "{}";
}
