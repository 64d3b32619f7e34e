using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

public sealed class ControlTests : IAsyncLifetime
{
    private const string Path = "chat/completions";
    private const string Hello = """{"model":"m","messages":[{"role":"user","content":"Hello"}]}""";

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private ProviderEmulator _emulator = null!;

    private EmulatedProvider Provider => _emulator["openai-compatible"];

    public async ValueTask InitializeAsync() => _emulator = await ProviderEmulator.StartAsync(options => options.Control = true);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Faults_PostedThenTaken_AreTheirRequests()
    {
        using var wire = new Wire(Provider);
        using var posted = await PostAsync("faults", new { kind = "status", status = 429, headers = new Dictionary<string, string> { ["Retry-After"] = "7" }, bodyContains = "Hello", times = 2 });

        var answer = await wire.PostAsync(Path, Hello);
        var state = await _client.GetFromJsonAsync<JsonElement>(Address(""), Wire.Token);
        var requests = await TakeAsync();
        var rest = await TakeAsync();

        posted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        answer.Status.Should().Be(429);
        answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        state.GetProperty("faults").GetInt32().Should().Be(1);
        state.GetProperty("openRequests").GetInt32().Should().Be(0);
        requests.GetArrayLength().Should().Be(1);
        requests[0].GetProperty("path").GetString().Should().Be("v1/chat/completions");
        requests[0].GetProperty("body").GetString().Should().Be(Hello);
        requests[0].GetProperty("fault").GetString().Should().Be("status");
        rest.GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Faults_Deleted_MeetNobody()
    {
        using var wire = new Wire(Provider);
        using var posted = await PostAsync("faults", new { kind = "reset", times = 100 });
        using var deleted = await _client.DeleteAsync(Address("faults"), Wire.Token);

        var answer = await wire.PostAsync(Path, Hello);

        answer.Status.Should().Be(200);
    }

    [Fact]
    public async Task Resume_APausedAnswer_GoesOn()
    {
        using var wire = new Wire(Provider);
        using var posted = await PostAsync("faults", new { kind = "pause" });
        var call = wire.PostAsync(Path, Hello);
        await HostTests.Eventually(() =>
        {
            _client.PostAsync(Address("resume"), null, Wire.Token).GetAwaiter().GetResult().Dispose();
            return call.IsCompleted;
        });

        (await call).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("{\"kind\":\"earthquake\"}", "*earthquake*")]
    [InlineData("{\"kind\":\"status\",\"status\":9}", "*")]
    [InlineData("{\"kind\":\"cut\",\"events\":\"many\"}", "*")]
    [InlineData("{\"kind\":\"slow\",\"times\":0}", "*")]
    [InlineData("{", "*")]
    [InlineData("7", "*")]
    public async Task Faults_ThatAreNone_AreRefusedWithAReason(string body, string reason)
    {
        using var content = new StringContent(body);
        using var answer = await _client.PostAsync(Address("faults"), content, Wire.Token);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Wire.Token)).GetProperty("error").GetString().Should().Match(reason);
    }

    [Theory]
    [InlineData("control/nobody")]
    [InlineData("control/openai-compatible/nothing")]
    public async Task Control_UnknownPlace_Answers404(string path)
    {
        using var answer = await _client.GetAsync(new Uri(_emulator.Address, path), Wire.Token);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Control_NotAskedFor_IsNotThere()
    {
        await using var other = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);

        using var answer = await _client.GetAsync(new Uri(other.Address, "control/openai-compatible"), Wire.Token);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private Uri Address(string path) => new(_emulator.Address, $"control/openai-compatible/{path}".TrimEnd('/'));

    private Task<HttpResponseMessage> PostAsync<T>(string path, T value) => _client.PostAsJsonAsync(Address(path), value, Wire.Token);

    private async Task<JsonElement> TakeAsync()
    {
        using var answer = await _client.DeleteAsync(Address("requests"), Wire.Token);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Wire.Token);
    }
}
