using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Routing;

public sealed class ModelFamiliesTests
{
    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", "text-generation")]
    [InlineData("META-LLAMA/LLAMA-3.3-70B-INSTRUCT", "text-generation")]
    [InlineData("accounts/fireworks/models/llama-v3p1-405b-instruct", "text-generation")]
    [InlineData("accounts/fireworks/models/llama4-scout-instruct-basic", "image-text-to-text")]
    [InlineData("meta-llama/Llama-4-Maverick-17B-128E-Instruct", "image-text-to-text")]
    [InlineData("meta-llama/Llama-3.2-11B-Vision-Instruct", "image-text-to-text")]
    [InlineData("someuser/my-llama-3-lora", "text-generation")]
    [InlineData("deepseek-ai/DeepSeek-R1", "text-generation")]
    [InlineData("accounts/fireworks/models/deepseek-v3p2", "text-generation")]
    [InlineData("deepseek-r1-distill-llama-70b", "text-generation")]
    [InlineData("Qwen/Qwen2.5-Coder-32B-Instruct", "text-generation")]
    [InlineData("Qwen/Qwen3-Embedding-8B", "feature-extraction")]
    [InlineData("Qwen/Qwen-Image", "text-to-image")]
    [InlineData("Qwen/Qwen-Image-Edit", "image-to-image")]
    [InlineData("Qwen/Qwen2.5-VL-72B-Instruct", "image-text-to-text")]
    [InlineData("Qwen/Qwen3-Reranker-8B", "text-ranking")]
    [InlineData("Qwen/QwQ-32B", "text-generation")]
    [InlineData("mistralai/Mistral-7B-Instruct-v0.3", "text-generation")]
    [InlineData("mistralai/Mistral-Small-24B-Instruct-2501", "text-generation")]
    [InlineData("mistralai/Mixtral-8x22B-Instruct-v0.1", "text-generation")]
    [InlineData("intfloat/e5-mistral-7b-instruct", "feature-extraction")]
    [InlineData("yorickvp/llava-v1.6-mistral-7b", "image-text-to-text")]
    [InlineData("openai/gpt-oss-120b", "text-generation")]
    [InlineData("moonshotai/Kimi-K2-Instruct-0905", "text-generation")]
    [InlineData("moonshotai/Kimi-K2.6", "image-text-to-text")]
    [InlineData("zai-org/GLM-4.6", "text-generation")]
    [InlineData("zai-org/GLM-4.5V", "image-text-to-text")]
    [InlineData("zai-org/GLM-Image", "text-to-image")]
    [InlineData("google/gemma-3-27b-it", "image-text-to-text")]
    [InlineData("google/gemma-2-9b-it", "text-generation")]
    [InlineData("microsoft/phi-4", "text-generation")]
    [InlineData("stabilityai/stablelm-2-1_6b", "text-generation")]
    [InlineData("black-forest-labs/FLUX.1-schnell", "text-to-image")]
    [InlineData("black-forest-labs/flux-dev", "text-to-image")]
    [InlineData("accounts/fireworks/models/flux-1-dev-fp8", "text-to-image")]
    [InlineData("fal-ai/flux/schnell", "text-to-image")]
    [InlineData("fal-ai/flux-pro/kontext", "image-to-image")]
    [InlineData("black-forest-labs/FLUX.1-Kontext-dev", "image-to-image")]
    [InlineData("black-forest-labs/flux-fill-pro", "image-to-image")]
    [InlineData("stabilityai/stable-diffusion-3.5-large", "text-to-image")]
    [InlineData("stabilityai/stable-diffusion-xl-base-1.0", "text-to-image")]
    [InlineData("stability-ai/sdxl", "text-to-image")]
    [InlineData("bytedance/sdxl-lightning-4step", "text-to-image")]
    [InlineData("stability-ai/stable-diffusion-inpainting", "image-to-image")]
    [InlineData("stabilityai/stable-video-diffusion-img2vid-xt", "image-to-video")]
    [InlineData("stabilityai/stable-audio-open-1.0", "text-to-audio")]
    [InlineData("cjwbw/portraitplus", "text-to-image")]
    [InlineData("prompthero/openjourney", "text-to-image")]
    [InlineData("cjwbw/anything-v4.0", "text-to-image")]
    [InlineData("timothybrooks/instruct-pix2pix", "image-to-image")]
    [InlineData("yorickvp/llava-13b", "image-text-to-text")]
    [InlineData("suno-ai/bark", "text-to-speech")]
    [InlineData("hexgrad/Kokoro-82M", "text-to-speech")]
    [InlineData("lucataco/xtts-v2", "text-to-speech")]
    [InlineData("canopylabs/orpheus-3b-0.1-ft", "text-to-speech")]
    [InlineData("openai/whisper-large-v3-turbo", "automatic-speech-recognition")]
    [InlineData("nvidia/parakeet-tdt-0.6b-v3", "automatic-speech-recognition")]
    [InlineData("meta/musicgen", "text-to-audio")]
    [InlineData("Wan-AI/Wan2.2-T2V-A14B", "text-to-video")]
    [InlineData("Wan-AI/Wan2.2-I2V-A14B", "image-to-video")]
    [InlineData("Wan-AI/Wan2.2-TI2V-5B", "text-to-video")]
    [InlineData("tencent/HunyuanVideo", "text-to-video")]
    [InlineData("tencent/HunyuanImage-3.0", "text-to-image")]
    [InlineData("tencent/Hunyuan-A13B-Instruct", "text-generation")]
    [InlineData("Lightricks/LTX-Video", "text-to-video")]
    [InlineData("genmo/mochi-1-preview", "text-to-video")]
    [InlineData("THUDM/CogVideoX-5b", "text-to-video")]
    [InlineData("minimax/video-01", "text-to-video")]
    [InlineData("MiniMaxAI/MiniMax-M2", "text-generation")]
    [InlineData("BAAI/bge-large-en-v1.5", "feature-extraction")]
    [InlineData("BAAI/bge-reranker-v2-m3", "text-ranking")]
    [InlineData("nomic-ai/nomic-embed-text-v1.5", "feature-extraction")]
    [InlineData("intfloat/multilingual-e5-large", "feature-extraction")]
    [InlineData("sentence-transformers/all-MiniLM-L6-v2", "feature-extraction")]
    [InlineData("stability-ai/sdxl:7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc", "text-to-image")]
    [InlineData("openai/gpt-oss-20b:groq", "text-generation")]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct:cheapest", "text-generation")]
    [InlineData("cjwbw/rembg", "image-segmentation")]
    [InlineData("acme/embark-7b", null)]
    [InlineData("acme/totally-new-thing", null)]
    public void Classify_Example_GivesItsTask(string model, string? task)
    {
        var found = ModelFamilies.Classify(model, ModelCatalog.Default)?.Task;

        found.Should().Be(task);
    }

    [Theory]
    [InlineData("acme/stable-diffusion-3.5-mega", "fireworks-ai")]
    [InlineData("acme/stable-diffusion-9", "replicate")]
    [InlineData("acme/flux-1-dev-tuned", "fireworks-ai")]
    [InlineData("acme/flux-1.1-pro-tuned", "replicate")]
    [InlineData("acme/my-llama-3-lora", "fireworks-ai")]
    [InlineData("acme/llava-99b", "replicate")]
    [InlineData("acme/rembg-2", "replicate")]
    [InlineData("acme/rmbg-2", "fal-ai")]
    [InlineData("acme/segformer-b9", "hf-inference")]
    [InlineData("accounts/acme/models/llava-99b", "fireworks-ai")]
    public void Classify_NameOutsideTheCatalog_GivesTheFamilysProvider(string model, string provider) =>
        ModelFamilies.Classify(model, ModelCatalog.Default)!.Provider.Should().Be(provider);

    // fal and WaveSpeed spell the task as a segment, which beats the family that another segment names.
    [Theory]
    [InlineData("fal-ai/llama-acme/text-to-image", "text-to-image", "fal-ai")]
    [InlineData("FAL-AI/llama-acme/Text-To-Image", "text-to-image", "fal-ai")]
    [InlineData("fal-ai/flux-acme/edit", "image-to-image", "fal-ai")]
    [InlineData("fal-ai/flux-acme/inpainting", "image-to-image", "fal-ai")]
    [InlineData("fal-ai/flux-acme/image-to-image", "image-to-image", "fal-ai")]
    [InlineData("fal-ai/flux-acme/kontext/max", "image-to-image", "fal-ai")]
    [InlineData("fal-ai/flux-acme/text-to-video/turbo", "text-to-video", "fal-ai")]
    [InlineData("wavespeed-ai/flux-acme/image-to-video", "image-to-video", "wavespeed")]
    [InlineData("fal-ai/flux-acme/text-to-speech", "text-to-speech", "fal-ai")]
    [InlineData("fal-ai/flux-acme/speech-to-text", "automatic-speech-recognition", "fal-ai")]
    [InlineData("fal-ai/flux/unheard-of", "text-to-image", "fal-ai")]
    [InlineData("fal-ai/acme/unheard-of", null, null)]
    [InlineData("acme/flux/unheard-of", null, null)]
    public void Classify_IdOfSegments_GivesTheTaskThatOneOfThemTells(string model, string? task, string? provider)
    {
        var found = ModelFamilies.Classify(model, ModelCatalog.Default);

        (found?.Task, found?.Provider).Should().Be((task, provider));
    }

    [Theory]
    [InlineData("acme/embark:llama", null)]
    [InlineData("acme/:llama", null)]
    [InlineData("accounts/acme/models/sd3p5-turbo", "text-to-image")]
    public void Classify_NameWithAVersion_IsJudgedWithoutIt(string model, string? task) => (ModelFamilies.Classify(model, ModelCatalog.Default)?.Task).Should().Be(task);

    [Theory]
    [InlineData("acme/llama-chat", "text-generation", "groq", "the catalog")]
    [InlineData("acme/llama-untold", "text-generation", "fireworks-ai", "llm")]
    [InlineData("acme/llama-paint", "text-to-image", null, "the catalog")]
    [InlineData("fal-ai/flux-acme/edit", "image-to-image", "fal-ai", "the task in the id")]
    public void Classify_ModelOfACatalog_IsWhatItSaysWhereItSaysSomething(string model, string task, string? provider, string rule)
    {
        var catalog = new ModelCatalog(
        [
            new() { Id = "acme/llama-chat", Tasks = ["conversational"], Offers = [new() { Provider = "groq", ProviderModelId = "chat" }] },
            new() { Id = "acme/llama-untold", Tasks = [], Offers = [] },
            new() { Id = "acme/llama-paint", Tasks = ["text-to-image"], Offers = [] },
        ]);

        var found = ModelFamilies.Classify(model, catalog)!;

        (found.Task, found.Provider, found.Rule).Should().Be((task, provider, rule));
    }
}
