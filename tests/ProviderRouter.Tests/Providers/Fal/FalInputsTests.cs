using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>Sounds and pictures as fal's decoders know them.</summary>
public sealed class FalInputsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("audio/wav", "audio/x-wav")]
    [InlineData("AUDIO/WAV; codecs=1", "audio/x-wav")]
    [InlineData("audio/mp3", "audio/mpeg")]
    [InlineData("audio/mpeg", "audio/mpeg")]
    [InlineData("audio/webm;codecs=opus", "video/webm")]
    [InlineData("video/webm", "video/webm")]
    public async Task TranscribeAsync_SmallSound_GoesAlongUnderATypeThatIsDecoded(string given, string sent)
    {
        using var wire = new FalWire().ThenJob("""{"text":"hi"}""");

        await TranscribeAsync(wire, given);

        wire.Body.ShouldBeJson($$"""{"audio_url":"data:{{sent}};base64,AQID"}""");
    }

    [Theory]
    [InlineData("audio/ogg")]
    [InlineData("audio/mp4")]
    [InlineData("audio/x-m4a")]
    public async Task TranscribeAsync_SoundThatIsDecodedOnlyByItsAddress_IsUploaded(string given)
    {
        using var wire = new FalWire().Then(200, """{"upload_url":"https://up.fal.media/u","file_url":"https://v3.fal.media/files/a"}""").Then(200, "").ThenJob("""{"text":"hi"}""");

        await TranscribeAsync(wire, given);

        wire.Requests[1].Should().BeEquivalentTo(new { Line = "PUT https://up.fal.media/u", ContentType = given });
        wire.Requests[2].Body.ShouldBeJson("""{"audio_url":"https://v3.fal.media/files/a"}""");
    }

    [Fact]
    public async Task TranscribeAsync_TypeIsUnknown_IsRefusedBeforeAnythingIsSent()
    {
        using var wire = new FalWire();

        (await FluentActions.Awaiting(() => TranscribeAsync(wire, null)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(ErrorKind.InvalidRequest);
        wire.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task DescribeImageAsync_SmallPicture_GoesAlong()
    {
        using var wire = new FalWire().ThenJob("""{"output":"a cat"}""");

        await wire.Client.DescribeImageAsync(OnFal(new ImageToTextRequest { Model = "fal-ai/moondream2", Image = MediaContent.FromBytes(new byte[] { 1, 2, 3 }, "image/png") }), Token);

        wire.Body.ShouldBeJson("""{"image_url":"data:image/png;base64,AQID"}""");
    }

    private static Task<SpeechToTextResponse> TranscribeAsync(FalWire wire, string? type) =>
        wire.Client.TranscribeAsync(OnFal(new SpeechToTextRequest { Model = "fal-ai/whisper", Audio = MediaContent.FromBytes(new byte[] { 1, 2, 3 }, type) }), Token);
}
