using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Providers;

/// <summary>Tasks other than chat through Hugging Face's router: the Hub says who does them, and the router carries them there.</summary>
public sealed class HuggingFaceRoutedTests
{
    private const string Model = "acme/painter";
    private const string Hub = $"https://huggingface.co/api/models/{Model}?expand[]=inferenceProviderMapping";

    private readonly List<SentRequest> sent = [];

    [Theory]
    [InlineData("""{"id":"acme/painter","inferenceProviderMapping":{"wavespeed":{"status":"live","providerId":"w/p","task":"text-to-image"},"fal-ai":{"status":"live","providerId":"fal-ai/painter/v2","task":"text-to-image","isModelAuthor":false}}}""")]
    [InlineData("""{"id":"acme/painter","inferenceProviderMapping":[{"provider":"fal-ai","hfModelId":"acme/painter","providerId":"fal-ai/painter/v2","status":"live","task":"text-to-image","type":"single-model"}]}""")]
    public async Task GenerateImageAsync_EitherFormOfTheMapping_GoesToThePartnerUnderItsOwnId(string mapping)
    {
        using var router = Router(mapping);

        var answer = await SendAsync(router, new() { Prompt = "a lighthouse", Scheduler = "DDIM" });

        sent.Select(request => request.Line).Should().Equal($"GET {Hub}", "POST https://router.huggingface.co/fal-ai/make/fal-ai/painter/v2");
        sent.Should().OnlyContain(request => request.Headers["Authorization"] == $"Bearer {TestRouter.HuggingFaceKey}");
        sent[1].Body.ShouldBeJson("""{"prompt":"a lighthouse"}""");
        answer.Image.Uri.Should().Be(new Uri("https://files.example/a.png"));
        answer.Info.Provider.Should().Be("huggingface-router");
        answer.Info.Model.Should().Be(Model);
        answer.Info.Warnings.Should().Equal(new InferenceWarning("Scheduler", "Not sent."));
    }

    [Fact]
    public async Task GenerateImageAsync_Lora_SendsTheWeightsOfTheHub()
    {
        using var router = Router("""{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"fal-ai/flux-lora","task":"text-to-image","adapter":"lora","adapterWeightsPath":"w.safetensors"}}}""");

        await SendAsync(router, new() { Prompt = "a lighthouse", Loras = [new() { Path = "mine" }] });

        sent[1].Body.ShouldBeJson("""{"prompt":"a lighthouse","loras":["https://huggingface.co/acme/painter/resolve/main/w.safetensors","mine"]}""");
    }

    [Theory]
    [InlineData("staging", "live", "replicate", false)]
    [InlineData("error", "live", "replicate", false)]
    [InlineData("error", "staging", "fal-ai", false)]
    [InlineData("staging", "staging", "fal-ai", true)]
    public async Task GenerateImageAsync_SeveralPartners_TakesOneThatWorksInTheHubsOrder(string fal, string replicate, string chosen, bool warns)
    {
        using var router = Router($$"""{"inferenceProviderMapping":{"fal-ai":{"status":"{{fal}}","providerId":"m","task":"text-to-image"},"replicate":{"status":"{{replicate}}","providerId":"m","task":"text-to-image"} } }""");

        var answer = await SendAsync(router, new() { Prompt = "x" });

        sent[1].Line.Should().Be($"POST https://router.huggingface.co/{chosen}/make/m");
        answer.Info.Warnings.Should().HaveCount(warns ? 1 : 0);
    }

    [Fact]
    public async Task GenerateImageAsync_PartnerInTheSuffix_IsTaken()
    {
        using var router = Router("""{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"f","task":"text-to-image"},"replicate":{"status":"live","providerId":"r","task":"text-to-image"}}}""");

        await SendAsync(router, new() { Prompt = "x" }, $"{Model}:replicate");

        sent.Select(request => request.Line).Should().Equal($"GET {Hub}", "POST https://router.huggingface.co/replicate/make/r");
    }

    [Fact]
    public async Task GenerateImageAsync_UnknownPartnerInTheSuffix_IsUnsupportedBeforeAnythingIsSent()
    {
        using var router = Router("{}");

        var failure = await FailAsync(router, $"{Model}:groq");

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        failure.Message.Should().ContainAll("groq", "text-to-image", "fal-ai");
        sent.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"f","task":"text-to-video"}}}""", "fal-ai (text-to-video)")]
    [InlineData("""{"inferenceProviderMapping":{"nebius":{"status":"live","providerId":"f","task":"text-to-image"}}}""", "nebius")]
    [InlineData("""{"inferenceProviderMapping":{"fal-ai":{"status":"live"},"replicate":7}}""", "nobody")]
    [InlineData("""{"id":"acme/painter"}""", "nobody")]
    public async Task GenerateImageAsync_NobodyThatIsKnownHere_SaysWhomTheHubNames(string mapping, string words)
    {
        using var router = Router(mapping);

        var failure = await FailAsync(router, Model);

        failure.Kind.Should().Be(ErrorKind.ModelNotFound);
        failure.Message.Should().Contain(words).And.Contain(Model);
        sent.Should().ContainSingle();
    }

    [Fact]
    public async Task GenerateImageAsync_SecondCall_AsksTheHubNoMore()
    {
        using var router = Router("""{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"f","task":"text-to-image"}}}""");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(router, new() { Prompt = "x" })));
        await SendAsync(router, new() { Prompt = "x" });

        sent.Count(request => request.Line.StartsWith("GET", StringComparison.Ordinal)).Should().Be(1);
        sent.Should().HaveCount(10);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task GenerateImageAsync_HubFails_TakesTheCatalogsId(HttpStatusCode status)
    {
        using var router = Router("""{"error":"Repository not found"}""", status);

        await SendAsync(router, new() { Prompt = "x" }, "black-forest-labs/FLUX.1-dev:fal-ai");

        sent[^1].Line.Should().Be("POST https://router.huggingface.co/fal-ai/make/fal-ai/flux/dev");
    }

    [Fact]
    public async Task GenerateImageAsync_HubHangs_GoesOnAfterItsLimit()
    {
        var time = new JumpingTime();
        using var router = Router(null, timeProvider: time, configure: options => options.HubTimeout = TimeSpan.FromSeconds(5));

        time.PassLimitOf(TimeSpan.FromSeconds(5));
        await SendAsync(router, new() { Prompt = "x" }, "black-forest-labs/FLUX.1-dev:fal-ai");

        sent[^1].Line.Should().Be("POST https://router.huggingface.co/fal-ai/make/fal-ai/flux/dev");
    }

    [Fact]
    public async Task GenerateImageAsync_AskHubOff_TakesTheCatalogsIdAndAsksNobody()
    {
        using var router = Router("{}", configure: options => options.AskHub = false);

        await SendAsync(router, new() { Prompt = "x" }, "black-forest-labs/FLUX.1-dev:fal-ai");

        sent.Should().ContainSingle().Which.Line.Should().Be("POST https://router.huggingface.co/fal-ai/make/fal-ai/flux/dev");
    }

    [Fact]
    public async Task GenerateImageAsync_PartnersOwnId_NeedsNoLookUp()
    {
        using var router = Router("{}");

        await SendAsync(router, new() { Prompt = "x" }, "fal-ai/flux/dev");

        sent.Should().ContainSingle().Which.Line.Should().Be("POST https://router.huggingface.co/fal-ai/make/fal-ai/flux/dev");
    }

    [Fact]
    public async Task GenerateImageAsync_BillTo_GoesWithEachRequest()
    {
        using var router = Router("""{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"f","task":"text-to-image"}}}""", configure: options => options.BillTo = "acme");

        await SendAsync(router, new() { Prompt = "x", ProviderParameters = new Dictionary<string, JsonObject> { ["huggingface-router"] = new() { ["eta"] = 1 } } });

        sent.Should().OnlyContain(request => request.Headers["X-HF-Bill-To"] == "acme");
        sent[1].Body.ShouldBeJson("""{"prompt":"x","eta":1}""");
    }


    [Theory]
    [InlineData("replicate")]
    [InlineData("Replicate")]
    public async Task GenerateImageAsync_PartnerNamedByTheCaller_IsTakenWhateverTheCase(string partner)
    {
        using var router = Router("""{"inferenceProviderMapping":{"fal-ai":{"status":"live","providerId":"f","task":"text-to-image"},"replicate":{"status":"live","providerId":"r","task":"text-to-image"}}}""");

        await SendAsync(router, new() { Prompt = "x" }, $"{Model}:{partner}");

        sent[1].Line.Should().Be("POST https://router.huggingface.co/replicate/make/r");
    }

    [Fact]
    public async Task GenerateTextStreamAsync_ThroughTheRouter_IsThePartnersStreamUnderItsOwnId()
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys("HF_TOKEN"));
        var wire = new MediaWire(
            router,
            MediaWire.Json("""{"inferenceProviderMapping":{"together":{"status":"live","providerId":"acme/writer-turbo","task":"text-generation"}}}"""),
            MediaWire.Status(HttpStatusCode.OK, "data: {\"choices\":[{\"text\":\"Hel\"}]}\n\ndata: {\"choices\":[{\"text\":\"lo\",\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", "text/event-stream"));

        var updates = new List<TextGenerationUpdate>();
        await foreach (var update in router.Client.GenerateTextStreamAsync(
            new TextGenerationRequest { Provider = "huggingface-router", Model = "acme/writer", Prompt = "x" }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        wire.Requests[1].Line.Should().Be("POST https://router.huggingface.co/together/v1/completions");
        wire.Requests[1].Headers["Authorization"].Should().Be($"Bearer {TestRouter.HuggingFaceKey}");
        wire.Requests[1].Body.Should().Contain("\"model\":\"acme/writer-turbo\"");
        string.Concat(updates).Should().Be("Hello");
        updates[^1].Info!.Provider.Should().Be("huggingface-router");
    }

    private static Task<TextToImageResponse> SendAsync(TestRouter router, TextToImageRequest request, string model = Model) => router.Client.GenerateImageAsync(
        request with { Model = model, Provider = "huggingface-router" },
        TestContext.Current.CancellationToken);

    private static async Task<ProviderException> FailAsync(TestRouter router, string model) =>
        (await FluentActions.Awaiting(() => SendAsync(router, new() { Prompt = "x" }, model)).Should().ThrowAsync<ProviderException>()).Which;

    // Null: the Hub never answers.
    private TestRouter Router(
        string? mapping,
        HttpStatusCode status = HttpStatusCode.OK,
        TimeProvider? timeProvider = null,
        Action<ProviderRouter.Providers.HuggingFace.HuggingFaceOptions>? configure = null)
    {
        var router = new TestRouter(
            builder =>
            {
                builder.Services.AddSingleton(EchoPartner.Create("fal-ai"));
                builder.Services.AddSingleton(EchoPartner.Create("replicate"));
                builder.AddHuggingFace(configure);
            },
            TestRouter.WithKeys("HF_TOKEN"),
            timeProvider);
        router.Http.When("*").Respond(async request =>
        {
            lock (sent)
            {
                sent.Add(SentRequest.Of(request));
            }

            if (request.RequestUri!.Host != "huggingface.co")
            {
                return new(HttpStatusCode.OK) { Content = new StringContent("https://files.example/a.png") };
            }

            return mapping is null
                ? await new TaskCompletionSource<HttpResponseMessage>().Task
                : new(status) { Content = new StringContent(mapping, null, "application/json") };
        });
        return router;
    }
}
