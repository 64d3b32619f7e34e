using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Together;

/// <summary>A model of the catalogue; prices in USD per million tokens.</summary>
internal sealed record TogetherModel(string Id, string Type, int? Context = null, decimal Input = 0, decimal Output = 0)
{
    private const int UsualContext = 131_072;

    private static readonly TogetherModel[] Known =
    [
        new("openai/gpt-oss-20b", "chat", 131_072, 0.05m, 0.20m),
        new("openai/gpt-oss-120b", "chat", 131_072, 0.15m, 0.60m),
        new("meta-llama/Llama-3.3-70B-Instruct-Turbo", "chat", 131_072, 0.88m, 0.88m),
        new("Qwen/Qwen3.5-9B", "chat", 262_144, 0.17m, 0.25m),
        new("moonshotai/Kimi-K2.6", "chat", 262_144, 1.20m, 4.50m),
        new("deepseek-ai/DeepSeek-V4-Pro", "chat", 512_000, 1.74m, 3.48m),
        new("mistralai/Mixtral-8x7B-v0.1", "language", 32_768, 0.60m, 0.60m),
        new("BAAI/bge-base-en-v1.5", "embedding", 512, 0.01m),
        new("intfloat/multilingual-e5-large-instruct", "embedding", 514, 0.02m),
        new("Salesforce/Llama-Rank-v1", "rerank", 8192, 0.10m),
        new("mixedbread-ai/Mxbai-Rerank-Large-V2", "rerank", 32_768, 0.10m),
        new("black-forest-labs/FLUX.1-schnell", "image"),
        new("black-forest-labs/FLUX.1-dev-lora", "image"),
        new("black-forest-labs/FLUX.1-kontext-pro", "image"),
        new("black-forest-labs/FLUX.2-pro", "image"),
        new("google/flash-image-2.5", "image"),
        new("cartesia/sonic-2", "audio"),
        new("hexgrad/Kokoro-82M", "audio"),
        new("canopylabs/orpheus-3b-0.1-ft", "audio"),
        new("openai/whisper-large-v3", "transcribe"),
        new("minimax/hailuo-02", "video"),
    ];

    /// <summary>Checks an id; any of the form <c>owner/name</c> is served, except one that says it is not there.</summary>
    public static string Resolve(string id) =>
        id.Split('/') is [{ Length: > 0 }, { Length: > 0 }] && !id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase)
            ? id
            : throw TogetherErrors.NoModel(id);

    /// <summary>How many tokens a model reads and writes together.</summary>
    public static int ContextOf(string id) => Array.Find(Known, model => model.Id == id)?.Context ?? UsualContext;

    /// <summary>How many tokens an embedding model reads.</summary>
    public static int EmbeddingContextOf(string id) => Array.Find(Known, model => model.Id == id)?.Context ?? 8192;

    /// <summary>The list, which stands bare, not in an object.</summary>
    public static JsonArray List() => [.. Known.Select(model => model.Describe())];

    private JsonObject Describe() => new()
    {
        ["id"] = Id,
        ["object"] = "model",
        ["created"] = 1760000000,
        ["type"] = Type,
        ["running"] = false,
        ["display_name"] = Id.Split('/')[1].Replace('-', ' '),
        ["organization"] = Id.Split('/')[0],
        ["link"] = "https://huggingface.co/" + Id,
        ["license"] = "other",
        ["context_length"] = Context,
        ["pricing"] = new JsonObject { ["hourly"] = 0, ["input"] = Input, ["output"] = Output, ["base"] = 0, ["finetune"] = 0 },
    };
}
