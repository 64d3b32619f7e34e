using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>Images made from images: whole forms, and what comes of them.</summary>
public sealed class ImageEditsTests
{
    private const string Answer = """{"created":1733837122,"data":[{"b64_json":"iVBORw0KGgo=","revised_prompt":"a blue tiger"}],"usage":{"input_tokens":25,"output_tokens":3,"total_tokens":28}}""";

    private static readonly MediaContent First = Picture("one");
    private static readonly MediaContent Second = Picture("two");

    [Fact]
    public async Task EditImageAsync_OnlyAnImage_SendsNothingThatWasNotSet()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new() { Image = First, Prompt = "blue" });

        var sent = server.Sent.Should().ContainSingle().Subject;
        sent.Line.Should().Be("POST https://local.test/v1/images/edits");
        sent.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = "application/json", ["Authorization"] = $"Bearer {OpenAIServer.Key}" });
        SentForm.Of(sent.Body).Should().Equal("model=m", "prompt=blue", "image=file.png(image/png):one");
        answer.Image.ContentType.Should().Be("image/png");
        answer.RevisedPrompt.Should().Be("a blue tiger");
        answer.Info.Usage.Should().Be(new Usage { Images = 1, InputTokens = 25, OutputTokens = 3, TotalTokens = 28 });
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_EveryParameter_SendsWhatOpenAIKnowsAndWarnsOfTheRest()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Image = First,
            References = [Second],
            Prompt = "blue",
            NegativePrompt = "red",
            Strength = 0.5,
            Size = new(1024, 1536),
            AspectRatio = new(2, 3),
            Count = 2,
            Seed = 7,
            Steps = 20,
            Guidance = 3,
            ImageGuidance = 1.5,
            Scheduler = "DDIM",
            Format = ImageFormat.Webp,
            SafetyChecker = true,
            Loras = [new() { Path = "ada/style" }],
        });

        SentForm.Of(server.Sent[0].Body).Should().Equal(
            "model=m", "prompt=blue", "n=2", "size=1024x1536", "output_format=webp", "image[]=file.png(image/png):one", "image[]=file.png(image/png):two");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(
            "AspectRatio", "NegativePrompt", "Seed", "Steps", "Guidance", "Scheduler", "SafetyChecker", "Strength", "ImageGuidance", "Loras");
    }

    [Fact]
    public async Task EditImageAsync_RichDialect_SendsMoreAndTakesMasksAsTheyAre()
    {
        using var server = new OpenAIServer(dialect: new() { Images = new() { StrengthField = "strength", SafetyOffField = "disable_safety_checker", MasksByTransparency = false, ImageField = "init_image", EditsPath = "edit/{model}" } }).Answers(Answer);

        var answer = await SendAsync(server, new() { Image = First, Mask = Second, Strength = 0.5, SafetyChecker = false });

        server.Sent[0].Line.Should().Be("POST https://local.test/v1/edit/m");
        SentForm.Of(server.Sent[0].Body).Should().Equal("model=m", "disable_safety_checker=true", "strength=0.5", "init_image=file.png(image/png):one", "mask=file.png(image/png):two");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_MaskWhereTransparencyIsMeant_IsUnsupportedAndNothingIsSent()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Image = First, Mask = Second, Prompt = "blue" }));

        failure.Kind.Should().Be(ErrorKind.Unsupported);
        failure.Message.Should().Contain("transparent").And.Contain("'mask'");
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_OwnMaskAndImage_TakeThePlacesOfTheFiles()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Image = First,
            Mask = Second,
            Prompt = "blue",
            ProviderParameters = new Dictionary<string, JsonObject> { [OpenAIServer.Name] = new() { ["mask"] = "https://x.test/m.png", ["image"] = "https://x.test/a.png" } },
        });

        SentForm.Of(server.Sent[0].Body).Should().Equal("model=m", "prompt=blue", "mask=https://x.test/m.png", "image=https://x.test/a.png");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_ImageAtAnAddress_IsFetchedAndSent()
    {
        using var server = new OpenAIServer().Answers(Answer);

        await SendAsync(server, new() { Image = MediaContent.FromUri(new("https://x.test/a.png")), Prompt = "blue" });

        server.Sent.Select(sent => sent.Line).Should().Equal("GET https://x.test/a.png", "POST https://local.test/v1/images/edits");
    }

    [Fact]
    public async Task EditImageAsync_ImageThatIsTooLarge_IsRefusedWithTheLimit()
    {
        using var server = new OpenAIServer(dialect: new() { Images = new() { MaxImageBytes = 2 } }).Answers(Answer);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Image = First }));

        failure.Kind.Should().Be(ErrorKind.LimitExceeded);
        failure.Message.Should().Contain("2 bytes");
        server.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task EditImageAsync_OwnFields_AreSentOnceWithoutTheModel()
    {
        using var server = new OpenAIServer().Answers(Answer);

        var answer = await SendAsync(server, new()
        {
            Image = First,
            Prompt = "blue",
            ProviderParameters = new Dictionary<string, JsonObject> { [OpenAIServer.Name] = new() { ["prompt"] = "green", ["input_fidelity"] = "high", ["model"] = "other" } },
        });

        SentForm.Of(server.Sent[0].Body).Should().Equal("model=m", "prompt=green", "input_fidelity=high", "image=file.png(image/png):one");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("ProviderParameters.model");
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"data":[]}""", ErrorKind.BadResponse)]
    [InlineData(HttpStatusCode.OK, """{"error":{"message":"no","code":"content_policy_violation"}}""", ErrorKind.ContentFiltered)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "", ErrorKind.InvalidRequest)]
    public async Task EditImageAsync_WhatIsNoImage_IsItsTypedError(HttpStatusCode status, string body, ErrorKind kind)
    {
        using var server = new OpenAIServer().Answers(body, status);

        (await Assert.ThrowsAsync<ProviderException>(() => SendAsync(server, new() { Image = First }))).Kind.Should().Be(kind);
    }

    private static MediaContent Picture(string text) => MediaContent.FromBytes(Encoding.ASCII.GetBytes(text), "image/png");

    private static Task<ImageToImageResponse> SendAsync(OpenAIServer server, ImageToImageRequest request) =>
        server.Client.EditImageAsync(request with { Provider = OpenAIServer.Name, Model = "m" }, TestContext.Current.CancellationToken);
}
