using System.Text.RegularExpressions;

namespace ProviderRouter.Routing;

/// <summary>The families of model names, in order: the first whose pattern fits the normalised name tells the task. Order matters, for a reranker may be called "qwen3-reranker".</summary>
internal static partial class ModelFamilyRules
{
    public static readonly ModelFamilyRule[] All =
    [
        new("rerank", Rerank, "text-ranking", "hf-inference"),
        new("embedding", Embedding, "feature-extraction", "fireworks-ai"),
        new("asr", Asr, "automatic-speech-recognition", "hf-inference"),
        new("music", Music, "text-to-audio", "replicate"),
        new("tts", Tts, "text-to-speech", "replicate"),
        new("ti2v", Ti2v, "text-to-video", "replicate"),
        new("i2v", I2v, "image-to-video", "replicate"),
        new("t2v", T2v, "text-to-video", "replicate"),
        new("segment", Segment, "image-segmentation", "replicate"),
        new("edit", Edit, "image-to-image", "replicate"),
        new("t2i", T2i, "text-to-image", "replicate"),
        new("vlm-legacy", VlmLegacy, "image-text-to-text", "replicate"),
        new("vlm", Vlm, "image-text-to-text", "fireworks-ai"),
        new("llm", Llm, "text-generation", "fireworks-ai"),
    ];

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"(^|[-_.])re-?rank(er|ing)?([-_.]|$)", Options)]
    private static partial Regex Rerank { get; }

    [GeneratedRegex(@"(^|[-_.])embed(ding|dings)?s?([-_.]|$)|^bge-|^(multilingual-)?e5-|^gte-|^all-(minilm|mpnet)|^paraphrase-|^uae-|^m2-bert|^sentence-t5", Options)]
    private static partial Regex Embedding { get; }

    [GeneratedRegex(@"whisper|wizper|(^|[-_])parakeet|(^|[-_])canary-\d|wav2vec2|(^|[-_])asr([-_]|$)|speech-to-text", Options)]
    private static partial Regex Asr { get; }

    [GeneratedRegex(@"musicgen|audiogen|audioldm|stable-audio|riffusion|diffrhythm|^lyria|(^|[-_])music-\d", Options)]
    private static partial Regex Music { get; }

    [GeneratedRegex(@"(^|[-_.])(x?tts|outetts|bark|kokoro|orpheus|chatterbox|parler|styletts\d?|speech-0\d)([-_.]|$)|^dia-\d|-tts|text-to-speech", Options)]
    private static partial Regex Tts { get; }

    [GeneratedRegex(@"(^|[-_.])ti2v([-_.]|$)", Options)]
    private static partial Regex Ti2v { get; }

    [GeneratedRegex(@"(^|[-_.])i2v([-_.]|$)|image-to-video|img2vid|stable-video-diffusion|^svd([-_]|$)", Options)]
    private static partial Regex I2v { get; }

    [GeneratedRegex(@"(^|[-_.])t2v([-_.]|$)|text-to-video|hunyuan-?video|^ltx-?(video|\d)|^wan-?\d|mochi-\d|cogvideo|zeroscope|animate-?diff|longcat-video|^video-01|hailuo|^kling|^veo-?\d|^sora|^ray(-\d|$)|^luma-ray", Options)]
    private static partial Regex T2v { get; }

    [GeneratedRegex(@"rembg|rmbg|background-remov|segformer|mask2former|(^|[-_])sam-?\d", Options)]
    private static partial Regex Segment { get; }

    [GeneratedRegex(@"pix2pix|(^|[-_.])edit([-_.]|$)|kontext|in-?paint|(^|-)fill-(dev|pro)|controlnet|img2img|esrgan|gfpgan|codeformer|upscal|photomaker|flux.*-(canny|depth|redux)", Options)]
    private static partial Regex Edit { get; }

    [GeneratedRegex(@"stable-?diffusion|^sd-?[1-3]([.\-_x]|$)|(^|[-_])sdxl|^ssd-1b|(^|[-_.])flux|stable-cascade|playground-v\d|open-?journey|portrait-?plus|anything-v\d|dreamshaper|realvis|waifu-diffusion|kandinsky|pixart|^kolors|aura-?flow|^sana([-_.]|$)|hidream|qwen-image|^z-image|hunyuan-?image|recraft|ideogram|^imagen|seedream|nano-banana|^fibo$|^krea-|photon|(^|[-_])lcm([-_]|$)|latent-consistency|dall-e|gpt-image|juggernaut|glm-image", Options)]
    private static partial Regex T2i { get; }

    [GeneratedRegex(@"llava|moondream|(^|[-_])idefics|(^|[-_])blip", Options)]
    private static partial Regex VlmLegacy { get; }

    [GeneratedRegex(@"(^|[-_.\d])vl([-_.]|$)|(^|[-_.])vision([-_.]|$)|internvl|pixtral|minicpm-v|cogvlm|molmo|paligemma|llama-?(v)?4|gemma-(3-(4|12|27)b|3n|4)|glm-\d(\.\d)?v([-_]|$)|kimi-k(2[.p][5-9]|[3-9])|mistral-small-3\.[12]|qwen3\.[56]|qwen.*-omni", Options)]
    private static partial Regex Vlm { get; }

    [GeneratedRegex(@"llama|alpaca|vicuna|mistral|mixtral|ministral|magistral|devstral|codestral|qwen|qwq|deepseek|kimi|(^|[-_])glm-|gpt-|gpt\d|gemma|(^|[-_])phi-?\d|minimax-m\d|nemotron|(^|[-_])yi-\d|command-(r|a)|(^|[-_])aya-|falcon-?\d|hermes|zephyr|wizard(lm|coder)|dolphin|mytho(max|mist)|olmo|smollm|dbrx|starcoder|granite-\d|jamba|ernie-\d|(^|[-_])step-\d|mimo-v|cogito|solar-\d|internlm|openchat|starling|stable-?(lm|code)|lfm2|hunyuan-(a\d|large|turbo|\d)", Options)]
    private static partial Regex Llm { get; }
}
