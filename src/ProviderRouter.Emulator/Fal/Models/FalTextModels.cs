namespace ProviderRouter.Emulator.Fal.Models;

/// <summary>The models that write: language models, and those that read pictures.</summary>
internal static class FalTextModels
{
    private const string Language = "prompt* str; system_prompt? str; reasoning bool; temperature num 0..2; max_tokens? int 1..;";

    private const string Known = "deepseek/deepseek-r1,anthropic/claude-sonnet-4.5,anthropic/claude-haiku-4.5,anthropic/claude-3.7-sonnet,anthropic/claude-3.5-sonnet,"
        + "anthropic/claude-3-5-haiku,anthropic/claude-3-haiku,google/gemini-pro-1.5,google/gemini-flash-1.5,google/gemini-flash-1.5-8b,google/gemini-2.0-flash-001,"
        + "google/gemini-2.5-flash,google/gemini-2.5-flash-lite,google/gemini-2.5-pro,meta-llama/llama-3.2-1b-instruct,meta-llama/llama-3.2-3b-instruct,"
        + "meta-llama/llama-3.1-8b-instruct,meta-llama/llama-3.1-70b-instruct,openai/gpt-oss-120b,openai/gpt-4o-mini,openai/gpt-4o,openai/gpt-4.1,openai/gpt-5-chat,"
        + "openai/gpt-5-mini,openai/gpt-5-nano,openai/o3,meta-llama/llama-4-maverick,meta-llama/llama-4-scout";

    private const string KnownToSee = "anthropic/claude-sonnet-4.5,anthropic/claude-3.7-sonnet,anthropic/claude-3.5-sonnet,anthropic/claude-3-haiku,"
        + "google/gemini-pro-1.5,google/gemini-flash-1.5,google/gemini-flash-1.5-8b,google/gemini-2.0-flash-001,google/gemini-2.5-flash,google/gemini-2.5-flash-lite,"
        + "google/gemini-2.5-pro,meta-llama/llama-3.2-90b-vision-instruct,openai/gpt-4o,openai/gpt-5-chat,meta-llama/llama-4-maverick,meta-llama/llama-4-scout";

    private const string Picture = "image_url* image;";

    public static readonly FalModel[] All =
    [
        new("fal-ai/any-llm", FalOutput.Language, $"{Language} model enum {Known}; priority enum throughput,latency") { Streams = true },
        new("fal-ai/any-llm/vision", FalOutput.Language, $"{Language} model enum {KnownToSee}; image_url? image; image_urls? images; priority enum throughput,latency")
            { Streams = true },
        new("openrouter/router", FalOutput.Language, Language + " model* str") { Streams = true },
        new("openrouter/router/vision", FalOutput.Language, Language + " model* str; image_urls* images") { Streams = true },
        new("fal-ai/llava-next", FalOutput.Text, Picture + " prompt* str; max_tokens int 1..; temperature num 0..1; top_p num 0..1") { Streams = true },
        new("fal-ai/moondream-next", FalOutput.Text, Picture + " prompt* str; task_type enum caption,query; max_tokens int 1..512"),
        new("fal-ai/moondream2", FalOutput.Text, Picture),
        new("fal-ai/moondream2/visual-query", FalOutput.Text, Picture + " prompt* str"),
        new("fal-ai/moondream3-preview/caption", FalOutput.Text, Picture + " length enum short,normal,long; temperature num 0..1; top_p num 0..1"),
        new("fal-ai/moondream3-preview/query", FalOutput.Text, Picture + " prompt* str; reasoning bool; temperature num 0..1; top_p num 0..1"),
        new("fal-ai/florence-2-large/caption", FalOutput.Caption, Picture),
        new("fal-ai/florence-2-large/detailed-caption", FalOutput.Caption, Picture),
        new("fal-ai/florence-2-large/more-detailed-caption", FalOutput.Caption, Picture),
        new("fal-ai/florence-2-large/ocr", FalOutput.Caption, Picture),
    ];
}
