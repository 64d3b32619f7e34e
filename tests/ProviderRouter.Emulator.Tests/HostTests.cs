namespace ProviderRouter.Emulator.Tests;

public sealed class HostTests
{
    private const string Hello = """{"model":"m","messages":[{"role":"user","content":"Hello"}]}""";

    [Fact]
    public async Task StartAsync_TwoAtOnce_ListenOnTheirOwnPorts()
    {
        await using var first = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);
        await using var second = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);

        first.Address.Port.Should().NotBe(second.Address.Port);
        first.Providers.Should().OnlyContain(provider => provider.BaseAddress.AbsoluteUri.EndsWith('/'));
    }

    [Fact]
    public async Task StartAsync_PortInUse_Throws()
    {
        await using var first = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);

        var second = () => ProviderEmulator.StartAsync(options => options.Port = first.Address.Port, Wire.Token);

        await second.Should().ThrowAsync<IOException>();
    }

    [Fact]
    public async Task Indexer_UnknownName_ThrowsAndNamesTheProviders()
    {
        await using var emulator = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);

        var unknown = () => emulator["nobody"];

        unknown.Should().Throw<KeyNotFoundException>().WithMessage("*fireworks-ai*openai-compatible*");
    }

    [Fact]
    public async Task Requests_AfterACall_HoldItsBodyAndMaskTheKey()
    {
        await using var emulator = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);
        var provider = emulator["openai-compatible"];
        using var wire = new Wire(provider);

        await wire.PostAsync("chat/completions?a=1", Hello);

        var request = provider.Requests.Should().ContainSingle().Subject;
        request.Method.Should().Be("POST");
        request.Path.Should().Be("v1/chat/completions?a=1");
        request.Body.Should().Be(Hello);
        request.Headers["authorization"].Should().Be("Bearer ***");
        provider.ClearRequests();
        provider.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("fireworks-ai", "inference/v1/chat/completions", "error")]
    [InlineData("replicate", "v1/predictions", "detail")]
    [InlineData("huggingface-router", "v1/chat/completions", "error")]
    [InlineData("hf-inference", "models/a/b", "error")]
    [InlineData("openai-compatible", "chat/completions", "error")]
    [InlineData("fal-ai", "fal-ai/flux/dev", "detail")]
    public async Task AnyProvider_WrongKey_Answers401InItsOwnShape(string name, string path, string field)
    {
        await using var emulator = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);
        using var wire = new Wire(emulator[name]);

        var answer = await wire.PostAsync(path, Hello, ("Authorization", "Bearer wrong"));

        answer.Status.Should().Be(401);
        answer.Json.TryGetProperty(field, out _).Should().BeTrue();
        (answer.Headers.Contains("x-request-id") || answer.Headers.Contains("x-fal-request-id")).Should().BeTrue();
    }

    [Theory]
    [InlineData("fireworks-ai", "inference/v1/chat/completions")]
    [InlineData("replicate", "v1/predictions")]
    [InlineData("hf-inference", "models/a/b")]
    [InlineData("openai-compatible", "chat/completions")]
    public async Task AnyProvider_BrokenJson_Answers400(string name, string path)
    {
        await using var emulator = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);
        using var wire = new Wire(emulator[name]);

        var answer = await wire.PostAsync(path, "{\"model\":");

        answer.Status.Should().Be(400);
    }

    [Fact]
    public async Task DisposeAsync_WithAHangingRequest_EndsIt()
    {
        var emulator = await ProviderEmulator.StartAsync(cancellationToken: Wire.Token);
        var provider = emulator["openai-compatible"];
        provider.EnqueueFault(EmulatedFault.Hang());
        using var wire = new Wire(provider);
        var call = wire.PostAsync("chat/completions", Hello);
        await Eventually(() => provider.OpenRequests == 1);

        await emulator.DisposeAsync();

        await call.Invoking(task => task).Should().ThrowAsync<HttpRequestException>();
    }

    internal static Task Eventually(Func<bool> holds) => Waiting.UntilAsync(holds);
}
