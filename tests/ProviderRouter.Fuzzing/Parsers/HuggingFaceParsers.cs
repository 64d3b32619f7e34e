using System.Text.Json;
using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;
using ProviderRouter.Providers.HuggingFace;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>Hugging Face: its own servers, each task by its codec; its router; the Hub; and everyone's listings of models.</summary>
internal static class HuggingFaceParsers
{
    private const string Servers = "hf-inference";
    private const string Router = "huggingface-router";
    private const string Model = "acme/model";

    private static readonly Dictionary<string, IReadOnlyList<string>> Table = new() { ["Year"] = ["1987"], ["City"] = ["Oslo"] };

    private static readonly IReadOnlyList<Seed> Answers =
    [
        .. Seed.Of(
            "[[{\"label\":\"POSITIVE\",\"score\":0.9},{\"label\":\"NEGATIVE\",\"score\":0.1}]]",
            "[{\"entity_group\":\"PER\",\"score\":0.9,\"word\":\"Ada\",\"start\":5,\"end\":8},{\"entity\":\"B-PER\",\"index\":1,\"score\":1,\"word\":\"A\",\"start\":null,\"end\":null}]",
            "{\"sequence\":\"s\",\"labels\":[\"refund\",\"faq\"],\"scores\":[0.8,0.2]}",
            "[{\"summary_text\":\"s\"}]",
            "[{\"translation_text\":\"t\"}]",
            "[{\"generated_text\":\"g\"}]",
            "{\"answer\":\"Ada\",\"score\":0.9,\"start\":0,\"end\":3}",
            "{\"answer\":\"AVERAGE > 1987\",\"coordinates\":[[0,0]],\"cells\":[\"1987\"],\"aggregator\":\"AVERAGE\"}",
            "[{\"sequence\":\"hello world\",\"score\":0.5,\"token\":101,\"token_str\":\"hello\"}]",
            "[{\"label\":\"cat\",\"score\":0.9,\"box\":{\"xmin\":1,\"ymin\":2,\"xmax\":3,\"ymax\":4}}]",
            "[{\"label\":\"cat\",\"score\":0.9,\"mask\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB\"}]",
            "[0.5,1e-3,-1]",
            "[[0.1,0.2],[0.3,0.4]]",
            "[[[0.1,0.2],[0.3,0.4]],[[1,2],[3,4]]]",
            "{\"text\":\"hi\",\"chunks\":[{\"timestamp\":[0,1.5],\"text\":\"hi\"}]}",
            "[{\"answer\":\"yes\",\"score\":0.9}]",
            "[{\"answer\":\"us-1\",\"score\":0.9,\"start\":16,\"end\":16}]",
            "HTTP 200\nContent-Type: image/png\n\n\u0089PNG",
            "HTTP 200\nContent-Type: audio/flac\n\nfLaC",
            "[{\"blob\":\"AAAA\",\"content-type\":\"audio/wav\",\"label\":\"l\"}]",
            "[{\"generated_text\":\"g\",\"details\":{\"finish_reason\":\"length\",\"generated_tokens\":2,\"seed\":1,\"tokens\":[],\"prefill\":[]}}]"),
        .. Recordings.Of(Servers, "hf-task", "numbers", "transcription", "text", "json"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Vectors =
        [.. Seed.Of("[0.5,1e-3,-1]", "[[0.1,0.2],[0.3,0.4]]", " [ [[0.1, 2E+2],[0.3,0.4]] ,\r\n[[1,2],[3,4]]]", "[[[[1]]]]", "[[],[]]"), .. Recordings.Of(Servers, "numbers")];

    private static readonly IReadOnlyList<Seed> Mappings =
    [
        .. Seed.Of(
            "{\"id\":\"a/b\",\"pipeline_tag\":\"text-to-image\",\"inferenceProviderMapping\":{\"fal-ai\":{\"status\":\"live\",\"providerId\":\"fal-ai/flux\",\"task\":\"text-to-image\",\"adapter\":\"lora\",\"adapterWeightsPath\":\"w.safetensors\"},\"replicate\":{\"status\":\"staging\",\"providerId\":\"a/b\",\"task\":\"text-to-image\"}}}",
            "{\"id\":\"a/b\",\"inferenceProviderMapping\":[{\"provider\":\"together\",\"hfModelId\":\"a/b\",\"providerId\":\"x/y\",\"status\":\"error\",\"task\":\"text-to-image\"},{\"provider\":\"hf-inference\",\"providerId\":\"a/b\",\"task\":\"text-to-image\"}]}"),
        .. Recordings.Of("hf-hub", "hub-provider-mapping"),
        .. ErrorSeeds.Few,
    ];

    private static readonly IReadOnlyList<Seed> Listings =
    [
        .. Seed.Of(
            "{\"object\":\"list\",\"data\":[{\"id\":\"a/b\",\"object\":\"model\",\"created\":1,\"owned_by\":\"a\",\"context_length\":8192,\"max_model_len\":1,\"pricing\":{\"prompt\":\"0.1\",\"completion\":0.2,\"input\":0.5,\"output\":1,\"image\":\"0\"},\"architecture\":{\"input_modalities\":[\"text\",\"image\"],\"output_modalities\":[\"text\"]},\"supported_parameters\":[\"tools\"],\"providers\":[{\"provider\":\"groq\",\"status\":\"live\",\"context_length\":8192,\"pricing\":{\"input\":0.1,\"output\":0.2},\"supports_tools\":true,\"supports_structured_output\":false,\"is_free\":false}]}]}",
            "[{\"id\":\"a/b\",\"pipeline_tag\":\"text-to-image\",\"type\":\"image\",\"context_length\":1,\"pricing\":{\"base\":0}}]",
            "{\"models\":[{\"name\":\"accounts/fireworks/models/m\",\"displayName\":\"M\",\"contextLength\":1,\"supportsImageInput\":true,\"supportsTools\":true,\"kind\":\"HF_BASE_MODEL\",\"state\":\"READY\",\"public\":true,\"owner\":\"a\"}],\"nextPageToken\":\"\",\"totalSize\":1}",
            "{\"models\":[{\"endpoint_id\":\"fal-ai/x\",\"metadata\":{\"category\":\"text-to-image\",\"status\":\"active\",\"display_name\":\"X\"}}],\"next_cursor\":null,\"has_more\":false}"),
        .. ErrorSeeds.Few,
    ];

    public static IEnumerable<FuzzParser> Of(FuzzHost host) =>
    [
        new("hf-inference", [.. Texts(host), .. Media(host)]),
        new("hf vectors", [new("lists of numbers", Vectors, ReadVectors)]),
        new(
            "Hugging Face router",
            [
                host.Task(Router, InferenceTasks.Chat, Model, Requests.Chat, OpenAIParsers.Chats),
                host.Stream(Router, InferenceTasks.ChatStream, Model, Requests.Chat, OpenAIParsers.ChatStreams),
                host.Variant("mapping of the Hub", Mappings, "application/json", null, () => AskHubAsync(host)),
                host.Task(Router, InferenceTasks.TextToSpeech, "fal-ai/chatterbox/text-to-speech", Requests.Speech, FalSounds),
            ]),
        new("listings of models", [.. new[] { "server", "fireworks-ai", "together", "fal-ai", "replicate", Servers, Router }.Select(name => Listing(host, name))]),
    ];

    private static IReadOnlyList<Seed> FalSounds { get; } = [.. Seed.Of("{\"audio\":{\"url\":\"https://v3.fal.media/a.mp3\",\"content_type\":\"audio/mpeg\"}}"), .. ErrorSeeds.Few];

    private static IEnumerable<FuzzVariant> Texts(FuzzHost host) =>
    [
        host.Task(Servers, InferenceTasks.TextClassification, Model, new() { Text = "t" }, Answers),
        host.Task(Servers, InferenceTasks.TokenClassification, Model, new() { Text = "t" }, Answers),
        host.Task(Servers, InferenceTasks.ZeroShotClassification, Model, new() { Text = "t", CandidateLabels = ["refund", "faq"] }, Answers),
        host.Task(Servers, InferenceTasks.Summarization, Model, new() { Text = "t" }, Answers),
        host.Task(Servers, InferenceTasks.Translation, Model, new() { Text = "t" }, Answers),
        host.Task(Servers, InferenceTasks.QuestionAnswering, Model, new() { Question = "q", Context = "c" }, Answers),
        host.Task(Servers, InferenceTasks.TableQuestionAnswering, Model, new() { Query = "q", Table = Table }, Answers),
        host.Task(Servers, InferenceTasks.FillMask, Model, new() { Text = "[MASK]" }, Answers),
        host.Task(Servers, InferenceTasks.SentenceSimilarity, Model, new() { SourceSentence = "s", Sentences = ["a", "b", "c"] }, Answers),
        host.Task(Servers, InferenceTasks.Embeddings, Model, Requests.Embeddings, Answers),
        host.Task(Servers, InferenceTasks.TextGeneration, Model, Requests.Text, [.. Answers, .. OpenAIParsers.Completions]),
        host.Stream(Servers, InferenceTasks.TextGenerationStream, Model, Requests.Text, OpenAIParsers.CompletionStreams),
        host.Task(Servers, InferenceTasks.Raw, Model, Requests.Raw, Answers),
    ];

    private static IEnumerable<FuzzVariant> Media(FuzzHost host) =>
    [
        host.Task(Servers, InferenceTasks.ImageClassification, Model, new() { Image = Requests.Image }, Answers),
        host.Task(Servers, InferenceTasks.ZeroShotImageClassification, Model, new() { Image = Requests.Image, CandidateLabels = ["toy"] }, Answers),
        host.Task(Servers, InferenceTasks.AudioClassification, Model, new() { Audio = Requests.Sound }, Answers),
        host.Task(Servers, InferenceTasks.ObjectDetection, Model, new() { Image = Requests.Image }, Answers),
        host.Task(Servers, InferenceTasks.ImageSegmentation, Model, new() { Image = Requests.Image }, Answers),
        host.Task(Servers, InferenceTasks.ImageToText, Model, new() { Image = Requests.Image }, Answers),
        host.Task(Servers, InferenceTasks.VisualQuestionAnswering, Model, new() { Image = Requests.Image, Question = "q" }, Answers),
        host.Task(Servers, InferenceTasks.DocumentQuestionAnswering, Model, new() { Image = Requests.Image, Question = "q" }, Answers),
        host.Task(Servers, InferenceTasks.TextToImage, Model, Requests.Picture, [.. Answers, .. OpenAIParsers.Pictures], "image/png"),
        host.Task(Servers, InferenceTasks.ImageToImage, Model, Requests.Edit with { Image = Requests.Image }, [.. Answers, .. OpenAIParsers.Pictures], "image/png"),
        host.Task(Servers, InferenceTasks.TextToSpeech, Model, Requests.Speech, Answers, "audio/flac"),
        host.Task(Servers, InferenceTasks.TextToAudio, Model, Requests.Noise, Answers, "audio/flac"),
        host.Task(Servers, InferenceTasks.SpeechToText, Model, Requests.Transcript with { Audio = Requests.Sound }, Answers),
    ];

    private static FuzzVariant Listing(FuzzHost host, string provider)
    {
        var models = host.Provider(provider).Models!;
        return host.Variant(provider, Listings, "application/json", null, async () => await models.ListModelsAsync(host.Plain(provider), host.Token));
    }

    // One that could not be read is no failure, and tells itself by knowing nothing.
    private static async Task AskHubAsync(FuzzHost host)
    {
        var hub = new HubClient(Router, host.CreateTransport(new HuggingFaceErrorReader()), TimeSpan.FromSeconds(3), host.Time);
        if (await hub.FindAsync(Model, host.Token) is null)
        {
            throw new ProviderException(Router, ErrorKind.BadResponse, "Unknown.");
        }
    }

    private static ValueTask ReadVectors(byte[] input)
    {
        try
        {
            _ = HfVectorReader.Read(input);
            return default;
        }
        catch (JsonException exception) // as it says it throws
        {
            throw new ProviderException(Servers, ErrorKind.BadResponse, "No vectors.", exception);
        }
    }
}
