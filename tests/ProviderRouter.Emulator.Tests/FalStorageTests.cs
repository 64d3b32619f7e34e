using System.Security.Cryptography;

namespace ProviderRouter.Emulator.Tests;

public sealed class FalStorageTests : IAsyncLifetime
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(3000);

    private FalFixture _fal = null!;

    public async ValueTask InitializeAsync() => _fal = await FalFixture.StartAsync();

    public ValueTask DisposeAsync() => _fal.DisposeAsync();

    [Fact]
    public async Task Initiate_ThenPut_MakesTheFilePublic()
    {
        var (upload, file) = await InitiateAsync("initiate");

        var before = await FalFixture.SendOpenAsync(HttpMethod.Get, file, null);
        var put = await FalFixture.SendOpenAsync(HttpMethod.Put, upload, Content, ("Content-Type", "audio/mpeg"));
        var after = await FalFixture.SendOpenAsync(HttpMethod.Get, file, null);

        before.Status.Should().Be(404);
        put.Status.Should().Be(200);
        after.Type.Should().Be("audio/mpeg");
        after.Bytes.Should().Equal(Content);
        file.Should().EndWith("my_sound.mp3");
    }

    [Fact]
    public async Task Put_WithAKey_IsRefused()
    {
        var (upload, file) = await InitiateAsync("initiate");

        var put = await FalFixture.SendOpenAsync(HttpMethod.Put, upload, Content, ("Authorization", "Key " + _fal.Provider.ApiKey));

        put.Status.Should().Be(400);
        put.Text.Should().Be("""{"detail":"Only one auth mechanism allowed"}""");
        (await FalFixture.SendOpenAsync(HttpMethod.Get, file, null)).Status.Should().Be(404);
    }

    [Fact]
    public async Task Put_WithoutTheAddressesToken_IsRefused()
    {
        var (upload, _) = await InitiateAsync("initiate");

        var put = await FalFixture.SendOpenAsync(HttpMethod.Put, upload.Split('?')[0], Content);

        put.Status.Should().Be(403);
    }

    [Fact]
    public async Task InitiateMultipart_PartsInAnyOrder_AreJoinedAsListed()
    {
        var (upload, file) = await InitiateAsync("initiate-multipart");

        var second = await FalFixture.SendOpenAsync(HttpMethod.Put, Below(upload, "2"), Content[2000..]);
        var first = await FalFixture.SendOpenAsync(HttpMethod.Put, Below(upload, "1"), Content[..2000]);
        var list = $$"""{"parts":[{{first.Text}},{{second.Text}}]}""";
        var complete = await FalFixture.SendOpenAsync(HttpMethod.Post, Below(upload, "complete"), System.Text.Encoding.UTF8.GetBytes(list));

        first.At("partNumber").GetInt32().Should().Be(1);
        complete.Status.Should().Be(200);
        (await FalFixture.SendOpenAsync(HttpMethod.Get, file, null)).Bytes.Should().Equal(Content);
    }

    [Theory]
    [InlineData("""{"parts":[{"partNumber":1,"etag":"other"}]}""")]
    [InlineData("""{"parts":[{"partNumber":2,"etag":"other"}]}""")]
    [InlineData("""{"parts":[]}""")]
    [InlineData("""{}""")]
    public async Task InitiateMultipart_WrongList_IsRefused(string list)
    {
        var (upload, _) = await InitiateAsync("initiate-multipart");
        await FalFixture.SendOpenAsync(HttpMethod.Put, Below(upload, "1"), Content);

        var complete = await FalFixture.SendOpenAsync(HttpMethod.Post, Below(upload, "complete"), System.Text.Encoding.UTF8.GetBytes(list));

        complete.Status.Should().Be(400);
    }

    [Fact]
    public async Task Token_UploadsToTheCdnUntilItExpires()
    {
        var token = await _fal.SendAsync(HttpMethod.Post, _fal.At("rest", "storage/auth/token?storage_type=fal-cdn-v3"), "{}");
        var header = ("Authorization", $"{token.At("token_type")} {token.At("token")}");
        var address = token.At("base_url") + "/files/upload";

        var upload = await FalFixture.SendOpenAsync(HttpMethod.Post, address, Content, header, ("Content-Type", "image/png"), ("X-Fal-File-Name", "a.png"));
        var withKey = await FalFixture.SendOpenAsync(HttpMethod.Post, address, Content, ("Authorization", "Key " + _fal.Provider.ApiKey));
        _fal.Time.Advance(TimeSpan.FromDays(1));
        var later = await FalFixture.SendOpenAsync(HttpMethod.Post, address, Content, header);

        var file = await FalFixture.SendOpenAsync(HttpMethod.Get, upload.At("access_url").GetString()!, null);
        file.Bytes.Should().Equal(Content);
        file.Type.Should().Be("image/png");
        withKey.Status.Should().Be(401);
        later.Status.Should().Be(401);
    }

    [Fact]
    public async Task Token_UploadInParts_GoesByTheTagInTheHeader()
    {
        var token = await _fal.SendAsync(HttpMethod.Post, _fal.At("rest", "storage/auth/token?storage_type=fal-cdn-v3"), "{}");
        var header = ("Authorization", $"Bearer {token.At("token")}");
        var begun = await FalFixture.SendOpenAsync(HttpMethod.Post, token.At("base_url") + "/files/upload/multipart", [], header, ("Content-Type", "video/mp4"));
        var address = $"{begun.At("access_url")}/multipart/{begun.At("uploadId")}/";

        var part = await FalFixture.SendOpenAsync(HttpMethod.Put, address + "1", Content, header);
        var list = $$"""{"parts":[{"partNumber":1,"etag":{{FalFixture.Quote(part.Headers.ETag!.Tag)}}}]}""";
        var complete = await FalFixture.SendOpenAsync(HttpMethod.Post, address + "complete", System.Text.Encoding.UTF8.GetBytes(list), header);

        complete.Status.Should().Be(200);
        (await FalFixture.SendOpenAsync(HttpMethod.Get, begun.At("access_url").GetString()!, null)).Bytes.Should().Equal(Content);
    }

    [Fact]
    public async Task Initiate_WithALifecycle_ForgetsTheFile()
    {
        const string Body = """{"content_type":"image/png","file_name":"a.png"}""";
        var answer = await _fal.Wire.PostAsync(
            _fal.At("rest", "storage/upload/initiate?storage_type=fal-cdn-v3"), Body, ("X-Fal-Object-Lifecycle", """{"expiration_duration_seconds":60}"""));
        await FalFixture.SendOpenAsync(HttpMethod.Put, answer.At("upload_url").GetString()!, Content);
        var file = answer.At("file_url").GetString()!;

        (await FalFixture.SendOpenAsync(HttpMethod.Get, file, null)).Status.Should().Be(200);
        _fal.Time.Advance(TimeSpan.FromMinutes(1));
        (await FalFixture.SendOpenAsync(HttpMethod.Get, file, null)).Status.Should().Be(404);
    }

    [Fact]
    public async Task Initiate_WithoutName_Answers422()
    {
        var answer = await _fal.SendAsync(HttpMethod.Post, _fal.At("rest", "storage/upload/initiate"), """{"content_type":"image/png"}""");

        answer.Status.Should().Be(422);
        answer.At("detail", 0, "loc", 1).GetString().Should().Be("file_name");
    }

    private static string Below(string upload, string last) => upload.Replace("?", $"/{last}?", StringComparison.Ordinal);

    private async Task<(string Upload, string File)> InitiateAsync(string kind)
    {
        const string Body = """{"content_type":"audio/mpeg","file_name":"my sound.mp3"}""";
        var answer = await _fal.SendAsync(HttpMethod.Post, _fal.At("rest", $"storage/upload/{kind}?storage_type=fal-cdn-v3"), Body);
        return (answer.At("upload_url").GetString()!, answer.At("file_url").GetString()!);
    }
}
