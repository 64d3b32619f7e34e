using ProviderRouter.Providers;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

/// <summary>The models that the product promises to send to one provider.</summary>
public sealed class BriefTests
{
    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct", "fireworks-ai")]
    [InlineData("meta-llama/Llama-3.1-70B-Instruct", "fireworks-ai")]
    [InlineData("meta-llama/Llama-3.1-405B-Instruct", "fireworks-ai")]
    [InlineData("meta-llama/Llama-3.2-3B-Instruct", "fireworks-ai")]
    [InlineData("meta-llama/Llama-3.2-11B-Vision-Instruct", "fireworks-ai")]
    [InlineData("meta-llama/Llama-4-Maverick-17B-128E-Instruct", "fireworks-ai")]
    [InlineData("meta-llama/Llama-4-Scout-17B-16E-Instruct", "fireworks-ai")]
    [InlineData("deepseek-ai/DeepSeek-R1", "fireworks-ai")]
    [InlineData("deepseek-ai/DeepSeek-V3", "fireworks-ai")]
    [InlineData("mistralai/Mistral-7B-Instruct-v0.3", "fireworks-ai")]
    [InlineData("mistralai/Mistral-Small-24B-Instruct-2501", "fireworks-ai")]
    [InlineData("Qwen/Qwen2.5-Coder-32B-Instruct", "fireworks-ai")]
    [InlineData("yorickvp/llava-13b", "replicate")]
    [InlineData("yorickvp/llava-v1.6-mistral-7b", "replicate")]
    public async Task Explain_ChatModelOfTheBrief_GoesToItsProvider(string model, string provider) =>
        (await ExplainAsync(InferenceTasks.Chat, model)).Candidates[0].Candidate.Provider.Should().Be(provider);

    [Theory]
    [InlineData("stabilityai/stable-diffusion-3.5-large", "fireworks-ai")]
    [InlineData("stabilityai/stable-diffusion-3.5-medium", "fireworks-ai")]
    [InlineData("black-forest-labs/FLUX.1-schnell", "fireworks-ai")]
    [InlineData("black-forest-labs/FLUX.1-dev", "fireworks-ai")]
    [InlineData("stabilityai/stable-diffusion-xl-base-1.0", "replicate")]
    [InlineData("stabilityai/stable-diffusion-2-1", "replicate")]
    [InlineData("runwayml/stable-diffusion-v1-5", "replicate")]
    [InlineData("CompVis/stable-diffusion-v1-4", "replicate")]
    [InlineData("stability-ai/sdxl", "replicate")]
    [InlineData("cjwbw/portraitplus", "replicate")]
    [InlineData("prompthero/openjourney", "replicate")]
    [InlineData("cjwbw/anything-v4.0", "replicate")]
    public async Task Explain_ImageModelOfTheBrief_GoesToItsProvider(string model, string provider) =>
        (await ExplainAsync(InferenceTasks.TextToImage, model)).Candidates[0].Candidate.Provider.Should().Be(provider);

    [Theory]
    [InlineData("suno/bark")]
    [InlineData("suno-ai/bark")]
    public async Task Explain_Bark_GoesToReplicateWithItsVersion(string model)
    {
        var first = (await ExplainAsync(InferenceTasks.TextToSpeech, model)).Candidates[0].Candidate;

        first.Provider.Should().Be("replicate");
        first.Model.Should().MatchRegex("^suno-ai/bark:[0-9a-f]{64}$");
    }

    // Their tasks have no verb yet: the resolver alone is asked.
    [Theory]
    [InlineData("timothybrooks/instruct-pix2pix", "image-to-image")]
    [InlineData("minimax/video-01", "text-to-video")]
    [InlineData("Wan-AI/Wan2.2-T2V-A14B", "text-to-video")]
    [InlineData("tencent/HunyuanVideo", "text-to-video")]
    [InlineData("genmo/mochi-1-preview", "text-to-video")]
    public async Task ResolveAsync_EditingAndVideo_GoToReplicate(string model, string task)
    {
        var options = new InferenceRoutingOptions();
        var chain = new IProviderResolver[]
        {
            new ExplicitResolver(new ProviderDirectory([]), ModelCatalog.Default, options),
            new TaskResolver(new ProviderDirectory([]), ModelCatalog.Default, options),
        };
        var context = new RouteContext(new InferenceTask<TextToImageRequest, TextToImageResponse>(task), new TextToImageRequest { Model = model, Prompt = "" });

        RoutePlan? plan = null;
        foreach (var resolver in chain)
        {
            plan ??= await resolver.ResolveAsync(context, TestContext.Current.CancellationToken);
        }

        plan!.Candidates[0].Provider.Should().Be("replicate");
    }

    [Theory]
    [InlineData("acme/stable-diffusion-tuned", "replicate")]
    [InlineData("acme/anything-else", "fireworks-ai")]
    public async Task ResolveAsync_LastResort_SendsStableDiffusionToReplicateAndTheRestToFireworks(string model, string provider)
    {
        var resolver = new PatternResolver(ModelCatalog.Default, new());
        var context = new RouteContext(InferenceTasks.TextToImage, new TextToImageRequest { Model = model, Prompt = "" });

        var plan = await resolver.ResolveAsync(context, TestContext.Current.CancellationToken);

        plan!.Candidates[0].Should().Be(new RouteCandidate(provider, model));
    }

    private static async Task<RouteExplanation> ExplainAsync(InferenceTask task, string model)
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("FIREWORKS_API_TOKEN", "REPLICATE_API_TOKEN"));
        InferenceRequest request = task == InferenceTasks.Chat ? new ChatRequest { Model = model, Messages = [] }
            : task == InferenceTasks.TextToImage ? new TextToImageRequest { Model = model, Prompt = "" }
            : new TextToSpeechRequest { Model = model, Text = "" };
        return await router.Client.ExplainAsync(task, request, TestContext.Current.CancellationToken);
    }
}
