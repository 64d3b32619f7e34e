using ProviderRouter.Emulator.HuggingFace.Pipelines;

namespace ProviderRouter.Emulator.HuggingFace.Hub;

/// <summary>The Hub's models, as far as the emulator knows them.</summary>
internal static class HubModels
{
    private const string SdxlVersion = "stability-ai/sdxl:39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b";
    private const string WhisperVersion = "openai/whisper:8099696689d249cf8b122d833c36ac3f75505c666a395ca40ef26f68e7d3d16e";
    private const string KokoroVersion = "jaaari/kokoro-82m:dfdf537ba482b029e0a761699e6f55e9162cfd159270bfe0e44857caa5f275a6";

    private static readonly string[] Chat = ["conversational"];

    /// <summary>The order that the emulator's user has set: with a key, mappings come in it.</summary>
    public static IReadOnlyList<string> Preference { get; } = ["together", "novita", "fireworks-ai", "replicate", "fal-ai", "hf-inference"];

    private static readonly HubModel[] Served =
    [
        new("meta-llama/Llama-3.1-8B-Instruct", "text-generation",
        [
            new("groq", "llama-3.1-8b-instant") { Price = (0.05, 0.08), Throughput = 560 },
            new("cerebras", "llama3.1-8b") { Price = (0.1, 0.1), Throughput = 1800 },
            new("novita", "meta-llama/llama-3.1-8b-instruct") { Price = (0.02, 0.05), Throughput = 70 },
            new("fireworks-ai", "accounts/fireworks/models/llama-v3p1-8b-instruct") { Price = (0.1, 0.1), Throughput = 190 },
            new("together", "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo") { Status = "error" },
        ]) { Tags = Chat },
        new("openai/gpt-oss-120b", "text-generation",
        [
            new("cerebras", "gpt-oss-120b") { Price = (0.25, 0.69), Throughput = 2100 },
            new("groq", "openai/gpt-oss-120b") { Price = (0.15, 0.75), Throughput = 480 },
            new("novita", "openai/gpt-oss-120b") { Price = (0.05, 0.25), Throughput = 90 },
            new("acme-cloud", "gpt-oss-120b-acme"),
            new("fireworks-ai", "accounts/fireworks/models/gpt-oss-120b") { Price = (0.15, 0.6), Throughput = 230 },
            new("together", "openai/gpt-oss-120b") { Price = (0.15, 0.6), Throughput = 150 },
        ]) { Tags = Chat },
        new("openai/gpt-oss-20b", "text-generation",
        [
            new("groq", "openai/gpt-oss-20b") { Price = (0.1, 0.5), Throughput = 900 },
            new("fireworks-ai", "accounts/fireworks/models/gpt-oss-20b") { Price = (0.07, 0.3), Throughput = 240 },
            new("together", "openai/gpt-oss-20b") { Price = (0.05, 0.2), Throughput = 160 },
        ]) { Tags = Chat, ListsProviders = true },
        new("moonshotai/Kimi-K2.6", "image-text-to-text",
        [
            new("novita", "moonshotai/kimi-k2.6") { Price = (0.9, 3.8), Throughput = 40 },
            new("fireworks-ai", "accounts/fireworks/models/kimi-k2p6") { Price = (0.95, 4), Throughput = 110 },
            new("together", "moonshotai/Kimi-K2.6") { Price = (1.2, 4.5), Throughput = 90 },
            new("sambanova", "Kimi-K2.6") { Status = "staging" },
        ]) { Tags = Chat },
        new("HuggingFaceTB/SmolLM3-3B", "text-generation", [new("hf-inference", "HuggingFaceTB/SmolLM3-3B") { Throughput = 30 }]) { Tags = Chat },
        new("mistralai/Mixtral-8x7B-v0.1", "text-generation", [new("together", "mistralai/Mixtral-8x7B-v0.1")]),
        new("black-forest-labs/FLUX.1-schnell", "text-to-image",
        [
            new("fal-ai", "fal-ai/flux/schnell"), new("together", "black-forest-labs/FLUX.1-schnell"), new("replicate", "black-forest-labs/flux-schnell"),
            new("nscale", "black-forest-labs/FLUX.1-schnell"), new("hf-inference", "black-forest-labs/FLUX.1-schnell") { Status = "error" },
        ]),
        new("black-forest-labs/FLUX.1-dev", "text-to-image", [new("fal-ai", "fal-ai/flux/dev"), new("replicate", "black-forest-labs/flux-dev")]),
        new("black-forest-labs/FLUX.1-Kontext-dev", "image-to-image",
        [
            new("fal-ai", "fal-ai/flux-kontext/dev"), new("replicate", "black-forest-labs/flux-kontext-dev"),
            new("together", "black-forest-labs/FLUX.1-kontext-dev"),
        ]),
        new("Qwen/Qwen-Image-Edit", "image-to-image", [new("fal-ai", "fal-ai/qwen-image-edit")]) { ListsProviders = true },
        new("stabilityai/stable-diffusion-xl-base-1.0", "text-to-image",
            [new("hf-inference", "stabilityai/stable-diffusion-xl-base-1.0"), new("fal-ai", "fal-ai/fast-sdxl"), new("replicate", SdxlVersion)]),
        new("nerijs/pixel-art-xl", "text-to-image", [new("fal-ai", "fal-ai/lora") { AdapterWeightsPath = "pixel-art-xl.safetensors" }])
        {
            Tags = ["lora", "base_model:adapter:stabilityai/stable-diffusion-xl-base-1.0"],
        },
        new("openfree/flux-chatgpt-ghibli-lora", "text-to-image",
        [
            new("fal-ai", "fal-ai/flux-lora") { AdapterWeightsPath = "flux-chatgpt-ghibli-lora.safetensors" },
            new("replicate", "black-forest-labs/flux-dev-lora") { AdapterWeightsPath = "flux-chatgpt-ghibli-lora.safetensors" },
        ]) { Tags = ["lora", "base_model:adapter:black-forest-labs/FLUX.1-dev"], ListsProviders = true },
        new("Wan-AI/Wan2.2-T2V-A14B", "text-to-video",
        [
            new("fal-ai", "fal-ai/wan/v2.2-a14b/text-to-video"), new("together", "Wan-AI/Wan2.2-T2V-A14B"), new("replicate", "wan-video/wan-2.2-t2v-fast"),
        ]),
        new("Wan-AI/Wan2.2-I2V-A14B", "image-to-video", [new("fal-ai", "fal-ai/wan/v2.2-a14b/image-to-video"), new("together", "Wan-AI/Wan2.2-I2V-A14B")]),
        new("openai/whisper-large-v3", "automatic-speech-recognition",
        [
            new("hf-inference", "openai/whisper-large-v3"), new("fal-ai", "fal-ai/whisper"), new("together", "openai/whisper-large-v3"),
            new("replicate", WhisperVersion),
        ]),
        new("hexgrad/Kokoro-82M", "text-to-speech",
            [new("replicate", KokoroVersion), new("fal-ai", "fal-ai/kokoro/american-english"), new("together", "hexgrad/Kokoro-82M")]),
        new("intfloat/multilingual-e5-large-instruct", "feature-extraction",
            [new("hf-inference", "intfloat/multilingual-e5-large-instruct"), new("together", "intfloat/multilingual-e5-large-instruct")]),
        new("Qwen/Qwen3-Embedding-8B", "feature-extraction", [new("scaleway", "qwen3-embedding-8b") { Status = "staging" }]),
        new("sentence-transformers/all-MiniLM-L6-v2", "sentence-similarity", [new("hf-inference", "sentence-transformers/all-MiniLM-L6-v2")]),
        new("facebook/bart-large-cnn", "summarization", [new("hf-inference", "facebook/bart-large-cnn")]),
        new("distilbert/distilbert-base-uncased-finetuned-sst-2-english", "text-classification",
            [new("hf-inference", "distilbert/distilbert-base-uncased-finetuned-sst-2-english")]),
        new("google-t5/t5-11b", "translation", []),
    ];

    /// <summary>The models of the table, and those that only hf-inference serves.</summary>
    public static IReadOnlyList<HubModel> All { get; } =
    [
        .. Served,
        .. PipelineModels.All.Where(model => !model.IsMadeUp && !Array.Exists(Served, served => served.Id == model.Id))
            .Select(model => new HubModel(model.Id, model.Task, [new("hf-inference", model.Id)])),
    ];

    public static HubModel? Find(string id) => All.FirstOrDefault(model => string.Equals(model.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether some model has an id at a provider; one in staging is only for the partner itself.</summary>
    public static bool IsServed(string provider, Func<string, bool> providerId) =>
        All.Any(model => model.Mapping(provider) is { Status: not "staging" } mapping && providerId(mapping.ProviderId));
}
