using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicateFileTests : ReplicateTestBase
{
    [Fact]
    public async Task Upload_WithMetadata_AnswersTheWholeObject()
    {
        using var form = Form("abc", "a.txt", "text/plain");
        form.Add(new StringContent("""{"purpose":"test"}""", Encoding.UTF8, "application/json"), "metadata");

        var file = await Client.PostFormAsync("v1/files", form);

        var id = file.At("id").GetString()!;
        file.Status.Should().Be(201);
        Encoding.ASCII.GetString(Convert.FromBase64String(id)).Should().MatchRegex("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$");
        file.Json.Should().BeJson($$$"""
            {"id":"{{{id}}}","name":"a.txt","content_type":"text/plain","size":3,"etag":"900150983cd24fb0d6963f7d28e17f72","checksums":{"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","md5":"900150983cd24fb0d6963f7d28e17f72"},"metadata":{"purpose":"test"},"created_at":"2000-01-01T00:00:00.000Z","expires_at":"2000-01-02T00:00:00.000Z","urls":{"get":"{{{Bench.Provider.BaseAddress}}}v1/files/{{{id}}}"}}
            """);
    }

    [Fact]
    public async Task Upload_WithNameAndTypeOfTheirOwn_TakesThem()
    {
        using var form = Form("abc", "a.txt", "text/plain");
        form.Add(new StringContent("b.csv"), "filename");
        form.Add(new StringContent("text/csv"), "type");

        var file = await Client.PostFormAsync("v1/files", form);

        file.At("name").GetString().Should().Be("b.csv");
        file.At("content_type").GetString().Should().Be("text/csv");
    }

    [Fact]
    public async Task File_Deleted_IsGoneFromItsAddressAndTheList()
    {
        using var form = Form("abc", "a.txt", "text/plain");
        var file = await Client.PostFormAsync("v1/files", form);
        var address = file.At("urls", "get").GetString()!;
        var found = await Client.GetAsync(address);
        var listed = await Client.GetAsync("v1/files");

        using var deleted = await Client.SendAsync(HttpMethod.Delete, address, null, [], Wire.Token);

        found.Text.Should().Be(file.Text);
        listed.At("results", 0).GetRawText().Should().Be(file.Text);
        ((int)deleted.StatusCode).Should().Be(204);
        (await Client.GetAsync(address)).Status.Should().Be(404);
        (await Client.GetAsync("v1/files")).At("results").GetArrayLength().Should().Be(0);
        using var again = await Client.SendAsync(HttpMethod.Delete, address, null, [], Wire.Token);
        ((int)again.StatusCode).Should().Be(404);
    }

    [Fact]
    public async Task File_AfterADay_IsGone()
    {
        using var form = Form("abc", "a.txt", "text/plain");
        var file = await Client.PostFormAsync("v1/files", form);
        var address = file.At("urls", "get").GetString()!;

        Bench.Pass((24 * 60 * 60) - 1);
        var kept = await Client.GetAsync(address);
        Bench.Pass(1);

        kept.Status.Should().Be(200);
        (await Client.GetAsync(address)).Status.Should().Be(404);
        (await Client.GetAsync("v1/files")).At("results").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Upload_Of100Megabytes_Answers413()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Bench.Provider.ApiKey);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[100_000_000]), "content", "a.bin" } };

        using var response = await client.PostAsync(new Uri(Bench.Provider.BaseAddress, "v1/files"), form, Wire.Token);
        var answer = await Answer.ReadAsync(response);

        answer.Status.Should().Be(413);
        answer.Text.Should().Be("""{"detail":"Files must be less than 100MB in size","status":413}""");
    }

    [Fact]
    public async Task Upload_Malformed_IsRefused()
    {
        using var without = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var metadata = Form("abc", "a.txt", "text/plain");
        metadata.Add(new StringContent("[1]", Encoding.UTF8, "application/json"), "metadata");
        using var named = Form("abc", "a.txt", "text/plain");
        named.Add(new StringContent(new string('é', 128)), "filename");

        (await Client.PostFormAsync("v1/files", without)).Text.Should().Be("""{"detail":"Missing content","status":400}""");
        (await Client.PostFormAsync("v1/files", metadata)).Status.Should().Be(400);
        (await Client.PostFormAsync("v1/files", named)).Status.Should().Be(400);
        var json = await Client.PostAsync("v1/files", """{"content":"abc"}""");
        json.Status.Should().Be(415);
        json.Type.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Download_Signed_NeedsNoKey()
    {
        using var form = Form("abc", "a.txt", "text/plain");
        var id = (await Client.PostFormAsync("v1/files", form)).At("id").GetString()!;

        (await Download(id, "emulator", 60)).Text.Should().Be("abc");
        (await Download(id, "somebody", 60)).Status.Should().Be(403);
        (await Download(id, "emulator", 60, "x")).Status.Should().Be(403);
        (await Download(id, "emulator", -1)).Status.Should().Be(403);
        (await Download("bm8=", "emulator", 60)).Status.Should().Be(404);
        (await Client.GetAsync($"v1/files/{id}/download")).Status.Should().Be(400);
    }

    private static MultipartFormDataContent Form(string text, string name, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new MultipartFormDataContent { { content, "content", name } };
    }

    private async Task<Answer> Download(string id, string owner, int seconds, string addition = "")
    {
        var expiry = Bench.Time.GetUtcNow().ToUnixTimeSeconds() + seconds;
        var signature = Convert.ToBase64String(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Bench.Provider.ApiKey), Encoding.UTF8.GetBytes($"{owner} {id} {expiry}{addition}")));
        using var client = new HttpClient();
        using var response = await client.GetAsync(
            new Uri(Bench.Provider.BaseAddress, $"v1/files/{id}/download?owner={owner}&expiry={expiry}&signature={Uri.EscapeDataString(signature)}"), Wire.Token);
        return await Answer.ReadAsync(response);
    }
}
