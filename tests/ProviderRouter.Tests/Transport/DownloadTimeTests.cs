using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Providers;
using ProviderRouter.Tests.Providers.Fal;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>What is fetched or sent within a call keeps to the call's time; what only reads has attempts of its own.</summary>
public sealed class DownloadTimeTests
{
    private static readonly TimeSpan Demanded = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly (string, string) RetryAfter = ("Retry-After", "50");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TranscribeAsync_SoundThatMayBeFetchedOnlyAfterTheCall_IsNotWaitedFor(bool isForeign)
    {
        var time = new JumpingTime();
        using var router = new TestRouter(
            builder =>
            {
                builder.AddOpenAICompatible("local", options => (options.BaseAddress, options.ApiKey) = (new("https://local.test/v1"), "sk-canary-1234567890abcdef"));
                builder.Services.Configure<InferenceRoutingOptions>(static options => options.CallTimeout = Limit);
            },
            timeProvider: time);
        var wire = new MediaWire(router, Busy);
        const string Address = "https://files.example/a.wav";
        var sound = isForeign ? MediaContent.FromUri(new(Address)) : router.Services.GetRequiredService<MediaDownloader>().Reference("local", Address);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => router.Client.TranscribeAsync(new() { Provider = "local", Model = "m", Audio = sound }, Token));

        (failure.Kind, failure.RetryAfter).Should().Be((ErrorKind.RateLimited, Demanded));
        wire.Request.Line.Should().Be($"GET {Address}");
        time.Delays.Should().BeEmpty();
    }

    [Fact]
    public async Task ReadBytesAsync_OutsideOfACall_IsWaitedForAsLongAsTheServerAsks()
    {
        var time = new JumpingTime();
        using var router = new TestRouter(builder => builder.Services.Configure<InferenceRoutingOptions>(static options => options.CallTimeout = Limit), timeProvider: time);
        var wire = new MediaWire(router, Busy, MediaWire.Bytes([1], "image/png"));

        (await router.Services.GetRequiredService<MediaDownloader>().Reference("p", "https://files.example/a.png").ReadBytesAsync(Token)).Length.Should().Be(1);

        wire.Requests.Should().HaveCount(2);
        time.Delays.Should().ContainSingle().Which.Should().BeGreaterThanOrEqualTo(Demanded);
    }

    [Fact]
    public async Task EditImageAsync_UploadThatMayBeSentOnlyAfterTheCall_IsNotWaitedFor()
    {
        using var wire = new FalWire(static builder => builder.Services.Configure<InferenceRoutingOptions>(static options => options.CallTimeout = Limit))
            .Then(200, """{"upload_url":"https://up.fal.media/u?sig=1","file_url":"https://v3.fal.media/files/f.png"}""")
            .Then(429, "", "text/plain", RetryAfter);
        var request = FalWire.OnFal(new ImageToImageRequest { Model = "fal-ai/flux/dev/image-to-image", Prompt = "x", Image = MediaContent.FromBytes(new byte[2 << 20], "image/png") });

        var failure = await Assert.ThrowsAsync<ProviderException>(() => wire.Client.EditImageAsync(request, Token));

        (failure.Kind, failure.RetryAfter).Should().Be((ErrorKind.RateLimited, Demanded));
        wire.Time.Delays.Should().BeEmpty();
    }

    [Fact]
    public async Task TranscribeAsync_TextThatMayBeFetchedOnlyAfterTheCall_IsNotWaitedFor()
    {
        using var wire = new ReplicateWire(static builder => builder.Services.Configure<InferenceRoutingOptions>(static options => options.CallTimeout = Limit))
            .Then("succeeded", """{"txt_file":"https://replicate.delivery/x/out.txt","segments":[]}""")
            .Then(429, "", "text/plain", RetryAfter);
        var request = new SpeechToTextRequest { Provider = "replicate", Model = "openai/whisper", Audio = MediaContent.FromBytes("RIFFsizeWAVEdata"u8.ToArray()) };

        var failure = await Assert.ThrowsAnyAsync<ProviderException>(() => wire.Client.TranscribeAsync(request, Token));

        failure.RetryAfter.Should().Be(Demanded);
        wire.Time.Delays.Should().NotContain(static delay => delay >= Demanded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task ReadBytesAsync_ServerThatIsDown_IsAskedThreeTimesWhateverOthersAre(int attempts)
    {
        using var router = new TestRouter(Attempts(attempts), timeProvider: new JumpingTime());
        var wire = new MediaWire(router, MediaWire.Status(HttpStatusCode.ServiceUnavailable));

        await Assert.ThrowsAsync<ProviderException>(async () => await router.Services.GetRequiredService<MediaDownloader>().Reference("p", "https://files.example/a.png").ReadBytesAsync(Token));

        wire.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task ListModelsAsync_ServerThatIsDown_IsAskedThreeTimesWhateverOthersAre(int attempts)
    {
        using var server = new OpenAIServer(routing: builder =>
        {
            Attempts(attempts)(builder);
            builder.Services.AddSingleton<TimeProvider>(new JumpingTime());
        }).Answers("{}", HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<ProviderException>(() => server.Client.ListModelsAsync(OpenAIServer.Name, Token));

        server.Sent.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task ChatAsync_ServerThatIsDown_IsAskedAsOftenAsIsSet(int attempts)
    {
        using var server = new OpenAIServer(routing: builder =>
        {
            Attempts(attempts)(builder);
            builder.Services.AddSingleton<TimeProvider>(new JumpingTime());
        }).Answers("{}", HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<ProviderException>(() => server.Client.ChatAsync(new() { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, Token));

        server.Sent.Should().HaveCount(attempts);
    }

    private static Action<IInferenceRoutingBuilder> Attempts(int attempts) => builder => builder.Services.Configure<InferenceRoutingOptions>(options =>
    {
        (options.Retry.MaxAttemptsPerTarget, options.Retry.MaxAttempts) = (attempts, 10);
        options.CircuitBreaker.Enabled = false;
    });

    private static HttpResponseMessage Busy()
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", "50");
        return response;
    }
}
