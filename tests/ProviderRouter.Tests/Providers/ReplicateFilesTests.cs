using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateFilesTests
{
    private const string Old = "https://replicate.delivery/x/old.png";
    private const string New = "https://replicate.delivery/x/new.png";

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task ReadBytesAsync_AddressThatFails_IsAskedForAgainOnce(int status)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"""["{Old}","{Old}"]""");
        var answer = await wire.ImageAsync();
        wire.Then(status, "").Then("succeeded", $"""["{Old}","{New}"]""").Then(200, "picture", "image/webp");

        var bytes = await answer.Images[1].ReadBytesAsync(TestContext.Current.CancellationToken);

        bytes.ToArray().Should().Equal("picture"u8.ToArray());
        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {Old}", $"GET {PollUri}", $"GET {New}");
        wire.Headers[2].Should().Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}");
        wire.Headers[3].Should().NotContainKey("Authorization");
        answer.Images[1].ContentType.Should().Be("image/webp", "the server of the file knows better than its name");
    }

    [Theory]
    [InlineData("""["https://replicate.delivery/x/old.png"]""")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task ReadBytesAsync_NoOtherAddress_IsOutputExpired(string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Old}\"");
        var answer = await wire.ImageAsync();
        wire.Then(404, "").Then("succeeded", output);

        (await FailAsync(answer.Image)).ErrorCode.Should().Be(ErrorCodes.OutputExpired);

        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {Old}", $"GET {PollUri}");
    }

    [Fact]
    public async Task ReadBytesAsync_PredictionIsGoneToo_IsOutputExpired()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Old}\"");
        var answer = await wire.ImageAsync();
        wire.Then(404, "").Then(404, "{}");

        (await FailAsync(answer.Image)).ErrorCode.Should().Be(ErrorCodes.OutputExpired);
    }

    [Fact]
    public async Task ReadBytesAsync_NewAddressFailsToo_IsNotAskedForAThirdTime()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Old}\"");
        var answer = await wire.ImageAsync();
        wire.Then(403, "").Then("succeeded", $"\"{New}\"").Then(403, "");

        (await FailAsync(answer.Image)).ErrorCode.Should().Be(ErrorCodes.OutputExpired);

        wire.Lines.Should().HaveCount(4);
    }

    [Fact]
    public async Task ReadBytesAsync_ServerThatIsDownForNow_IsNoReasonToAsk()
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Old}\"");
        var answer = await wire.ImageAsync();
        wire.Then(503, "").Then(200, "picture", "image/png");

        (await answer.Image.ReadBytesAsync(TestContext.Current.CancellationToken)).Length.Should().Be(7);

        wire.Lines.Should().Equal($"POST {FluxUri}", $"GET {Old}", $"GET {Old}");
    }

    [Fact]
    public async Task ReadBytesAsync_SoundInItsField_IsFoundThereAgain()
    {
        const string Wav = "https://replicate.delivery/x/new.wav";
        using var wire = new ReplicateWire().Then("succeeded", """{"prompt_npz":"https://replicate.delivery/x/p.npz","audio_out":"https://replicate.delivery/x/old.wav"}""");
        var answer = await wire.SendAsync(InferenceTasks.TextToSpeech, new() { Model = "suno-ai/bark", Text = "Hi" });
        wire.Then(404, "").Then("succeeded", $$"""{"prompt_npz":"https://replicate.delivery/x/p.npz","audio_out":"{{Wav}}"}""").Then(200, "sound", "audio/wav");

        await answer.Audio.ReadBytesAsync(TestContext.Current.CancellationToken);

        wire.Lines[^1].Should().Be($"GET {Wav}");
    }

    [Fact]
    public async Task ReadBytesAsync_CallerCancelsWhileItIsAskedFor_IsACancellation()
    {
        using var caller = new CancellationTokenSource();
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Old}\"");
        var answer = await wire.ImageAsync();
        wire.Then(404, "").Then(_ =>
        {
            caller.Cancel();
            throw new OperationCanceledException(caller.Token);
        });

        await answer.Image.Awaiting(image => image.ReadBytesAsync(caller.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("""{"url":"https://replicate.delivery/x/1","content_type":"image/avif"}""", "image/avif")]
    [InlineData("""[{"file":"https://replicate.delivery/x/1.jpg","mime_type":"image/png"}]""", "image/png")]
    [InlineData("\"https://replicate.delivery/x/1.jpg\"", "image/jpeg")]
    [InlineData("\"https://replicate.delivery/x/1\"", null)]
    public async Task GenerateImageAsync_TypeOfAFile_IsTheProvidersWordElseTheNames(string output, string? type)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        (await wire.ImageAsync()).Image.ContentType.Should().Be(type);
    }

    [Theory]
    [InlineData("\"completed_at\":\"2026-01-01T00:10:00Z\"", 70)]
    [InlineData("\"completed_at\":\"2026-01-01T00:10:00.123456789Z\"", 70)]
    [InlineData("\"completed_at\":null", 60)]
    [InlineData("\"completed_at\":\"soon\"", 60)]
    [InlineData("\"completed_at\":7", 60)]
    public async Task GenerateImageAsync_Expiry_IsAnHourFromItsEnd(string rest, double minutes)
    {
        using var wire = new ReplicateWire().Then("succeeded", $"\"{Old}\"", rest);

        (await wire.ImageAsync()).Image.ExpiresAt.Should().BeCloseTo(JumpingTime.Beginning.AddMinutes(minutes), TimeSpan.FromSeconds(1));
    }

    private static async Task<ProviderException> FailAsync(MediaContent image) =>
        (await image.Awaiting(image => image.ReadBytesAsync(TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<ProviderException>()).Which;
}
