using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>OpenAI's protocol, as a server speaks of which nothing more is known.</summary>
internal static class OpenAIParsers
{
    private const string Server = "server";
    private const string Model = "acme/model";

    /// <summary>A chat's whole answers.</summary>
    public static IReadOnlyList<Seed> Chats { get; } =
    [
        .. Seed.Of(
            "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"reasoning_content\":\"r\",\"refusal\":null,\"tool_calls\":[{\"id\":\"t\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]},\"logprobs\":{\"content\":[{\"token\":\"Hi\",\"logprob\":-0.5,\"bytes\":[72],\"top_logprobs\":[]}]},\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3,\"prompt_tokens_details\":{\"cached_tokens\":1},\"completion_tokens_details\":{\"reasoning_tokens\":1}}}"),
        .. Recordings.Of("", "chat"),
        .. ErrorSeeds.Few,
    ];

    /// <summary>A chat's streams.</summary>
    public static IReadOnlyList<Seed> ChatStreams { get; } =
    [
        .. Seed.Of(
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"H\"}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"i\",\"reasoning\":\"r\"},\"logprobs\":{\"content\":[{\"token\":\"i\",\"logprob\":-1}]}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\"\"}}]}}]}\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}},{\"index\":1,\"id\":\"u\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n",
            "HTTP 200\nContent-Type: application/json\n\n{\"choices\":[{\"index\":0,\"message\":{\"content\":\"whole\"},\"finish_reason\":\"stop\"}]}"),
        .. Recordings.Of("", "chat-stream"),
        .. ErrorSeeds.Few,
    ];

    public static IReadOnlyList<Seed> Completions { get; } =
    [
        .. Seed.Of("{\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\"one\",\"finish_reason\":\"stop\",\"logprobs\":{\"tokens\":[\"one\"],\"token_logprobs\":[-1],\"top_logprobs\":[{\"one\":-1}],\"text_offset\":[0]}}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}"),
        .. Recordings.Of("", "text-completion"),
        .. ErrorSeeds.Few,
    ];

    public static IReadOnlyList<Seed> CompletionStreams { get; } =
    [
        .. Seed.Of("data: {\"choices\":[{\"index\":0,\"text\":\"one\"}]}\n\ndata: {\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"length\"}],\"usage\":{\"completion_tokens\":1}}\n\ndata: [DONE]\n\n", "data:{\"token\":{\"id\":1,\"text\":\"a\",\"logprob\":-1,\"special\":false},\"generated_text\":\"a\",\"details\":{\"finish_reason\":\"eos_token\",\"generated_tokens\":1}}\n\n"),
        .. Recordings.Of("", "text-completion-stream", "text-generation-stream"),
        .. ErrorSeeds.Few,
    ];

    public static IReadOnlyList<Seed> Pictures { get; } =
    [
        .. Seed.Of("{\"created\":1,\"data\":[{\"b64_json\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB\",\"revised_prompt\":\"p\"},{\"url\":\"https://example.com/a.png\"}],\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}"),
        .. Recordings.Of("", "images"),
        .. ErrorSeeds.Few,
    ];

    public static IReadOnlyList<Seed> SpeechStreams { get; } =
    [
        .. Seed.Of(
            "data: {\"type\":\"speech.audio.delta\",\"audio\":\"AAAAAAAA\"}\n\ndata: {\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3}}\n\n",
            "data: {\"object\":\"audio.tts.chunk\",\"model\":\"m\",\"b64\":\"AAAA\"}\n\ndata: {\"type\":\"delta\",\"audio\":\"AAECAw==\"}\n\ndata: [DONE]\n\n",
            "HTTP 200\nContent-Type: audio/mpeg\n\nID3sound"),
        .. ErrorSeeds.Few,
    ];

    private static IReadOnlyList<Seed> Numbers { get; } =
    [
        .. Seed.Of("{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0.1,-2e-3,3]},{\"index\":1,\"embedding\":[1,2,3]}],\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}", "{\"data\":[{\"embedding\":\"AACAPwAAAEA=\"},{\"embedding\":\"AACAPwAAAEA=\"}]}"),
        .. Recordings.Of("", "embeddings"),
        .. ErrorSeeds.Few,
    ];

    private static IReadOnlyList<Seed> Transcripts { get; } =
    [
        .. Seed.Of(
            "{\"text\":\"hi\",\"language\":\"en\",\"duration\":1.5,\"segments\":[{\"id\":0,\"start\":0,\"end\":1.5,\"text\":\"hi\",\"speaker\":\"A\"}],\"words\":[{\"word\":\"hi\",\"start\":0,\"end\":1.5}],\"usage\":{\"type\":\"duration\",\"seconds\":2}}",
            "HTTP 200\nContent-Type: text/plain\n\nhi there"),
        .. Recordings.Of("", "transcription"),
        .. ErrorSeeds.Few,
    ];

    private static IReadOnlyList<Seed> Ranks { get; } =
        [.. Seed.Of("{\"results\":[{\"index\":1,\"relevance_score\":0.9,\"document\":{\"text\":\"b\"}},{\"index\":0,\"relevance_score\":0.1}],\"usage\":{\"total_tokens\":3}}", "[{\"index\":0,\"score\":0.5}]", "{\"data\":[{\"index\":2,\"relevance_score\":1}]}"), .. ErrorSeeds.Few];

    private static IReadOnlyList<Seed> Raws { get; } = [.. Seed.Of("{\"a\":[1,\"x\",{\"b\":null}],\"usage\":{\"prompt_tokens\":1}}", "[1]", "HTTP 200\nContent-Type: image/png\n\n\u0089PNG"), .. Recordings.Of("", "json"), .. ErrorSeeds.Few];

    private static IReadOnlyList<Seed> RawStreams { get; } = [.. Seed.Of("event: a\ndata: {\"x\":1}\n\ndata: text\n\ndata: [DONE]\n\n"), .. ChatStreams];

    public static IEnumerable<FuzzParser> Of(FuzzHost host) =>
    [
        new("OpenAI chat", [host.Task(Server, InferenceTasks.Chat, Model, Requests.Chat, Chats), host.Task(Server, InferenceTasks.Chat, Model, Requests.ManyChats, Chats)]),
        new(
            "OpenAI chat stream",
            [host.Stream(Server, InferenceTasks.ChatStream, Model, Requests.Chat, ChatStreams), host.Stream(Server, InferenceTasks.ChatStream, Model, Requests.ManyChats, ChatStreams)]),
        new("OpenAI completions", [host.Task(Server, InferenceTasks.TextGeneration, Model, Requests.Text, Completions)]),
        new("OpenAI completion stream", [host.Stream(Server, InferenceTasks.TextGenerationStream, Model, Requests.Text, CompletionStreams)]),
        new("OpenAI embeddings", [host.Task(Server, InferenceTasks.Embeddings, Model, Requests.Embeddings, Numbers)]),
        new(
            "OpenAI images",
            [host.Task(Server, InferenceTasks.TextToImage, Model, Requests.Picture, Pictures), host.Task(Server, InferenceTasks.ImageToImage, Model, Requests.Edit with { Image = Requests.Image }, Pictures)]),
        new("OpenAI transcription", [host.Task(Server, InferenceTasks.SpeechToText, Model, Requests.Transcript with { Audio = Requests.Sound }, Transcripts)]),
        new("OpenAI ranking", [host.Task(Server, InferenceTasks.TextRanking, Model, Requests.Ranking, Ranks)]),
        new("OpenAI speech", [host.Task(Server, InferenceTasks.TextToSpeech, Model, Requests.Speech, SpeechStreams, "audio/mpeg"), host.Stream(Server, InferenceTasks.TextToSpeechStream, Model, Requests.Speech, SpeechStreams)]),
        new("OpenAI raw", [host.Task(Server, InferenceTasks.Raw, Model, Requests.Raw, Raws), host.Stream(Server, InferenceTasks.RawStream, Model, Requests.Raw, RawStreams)]),
        new(
            "vision by chat",
            [
                host.Task(Server, InferenceTasks.ImageToText, Model, Requests.Caption, Chats), host.Task(Server, InferenceTasks.VisualQuestionAnswering, Model, Requests.Question, Chats),
                host.Task(Server, InferenceTasks.DocumentQuestionAnswering, Model, Requests.DocumentQuestion, Chats),
            ]),
    ];
}
