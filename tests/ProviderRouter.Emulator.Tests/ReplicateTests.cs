using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Emulator.Tests;

public sealed class ReplicateTests : IAsyncLifetime
{
    private const string Flux = "v1/models/black-forest-labs/flux-schnell/predictions";
    private const string Llama = "v1/models/meta/meta-llama-3-70b-instruct/predictions";
    private const string Whale = """{"input":{"prompt":"a blue whale","output_format":"png","aspect_ratio":"16:9"}}""";

    private readonly FakeTimeProvider _time = new();
    private ProviderEmulator _emulator = null!;
    private Wire _wire = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await ProviderEmulator.StartAsync(options =>
        {
            options.TimeProvider = _time;
            options.JobDuration = TimeSpan.FromSeconds(4);
        });
        _wire = new Wire(_emulator["replicate"]);
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Create_Polled_GoesFromStartingToSucceeded()
    {
        var created = await _wire.PostAsync(Flux, Whale);
        var get = created.At("urls", "get").GetString()!;
        _time.Advance(TimeSpan.FromSeconds(2));
        var during = await _wire.GetAsync(get);
        _time.Advance(TimeSpan.FromSeconds(2));
        var after = await _wire.GetAsync(get);

        created.Status.Should().Be(201);
        created.Headers.Location.Should().Be(new Uri(get));
        created.At("status").GetString().Should().Be("starting");
        during.At("status").GetString().Should().Be("processing");
        during.At("output").ValueKind.Should().Be(JsonValueKind.Null);
        during.At("logs").GetString().Should().Contain("25%|");
        after.At("status").GetString().Should().Be("succeeded");
        after.At("metrics", "predict_time").GetDouble().Should().Be(3);
        var file = await _wire.GetAsync(after.At("output", 0).GetString()!);
        file.Type.Should().Be("image/png");
    }

    [Fact]
    public async Task Wait_LongEnough_Answers201WithOutputThoughStillProcessing()
    {
        var call = _wire.PostAsync(Flux, Whale, ("Prefer", "wait=5"));
        await Advance(call, TimeSpan.FromSeconds(4));

        var answer = await call;
        answer.Status.Should().Be(201);
        answer.Headers.GetValues("Preference-Applied").Should().Equal("wait=5");
        answer.At("status").GetString().Should().Be("processing");
        answer.At("output").GetArrayLength().Should().Be(1);
        answer.Json.TryGetProperty("completed_at", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Wait_TooShort_Answers202WithoutOutput()
    {
        var call = _wire.PostAsync(Llama, """{"input":{"prompt":"Hi"}}""", ("Prefer", "wait=2"));
        await Advance(call, TimeSpan.FromSeconds(2));

        var answer = await call;
        answer.Status.Should().Be(202);
        answer.At("output").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task Cancel_WhileRunning_StaysCanceled()
    {
        var created = await _wire.PostAsync(Flux, Whale);
        _time.Advance(TimeSpan.FromSeconds(2));

        var canceled = await _wire.PostAsync(created.At("urls", "cancel").GetString()!, "");
        _time.Advance(TimeSpan.FromSeconds(9));
        var later = await _wire.GetAsync(created.At("urls", "get").GetString()!);

        canceled.At("status").GetString().Should().Be("canceled");
        later.At("status").GetString().Should().Be("canceled");
        later.At("output").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task CancelAfter_Passed_CancelsByItself()
    {
        await using var slow = await ProviderEmulator.StartAsync(options =>
        {
            options.TimeProvider = _time;
            options.JobDuration = TimeSpan.FromMinutes(1);
        }, Wire.Token);
        using var wire = new Wire(slow["replicate"]);
        var created = await wire.PostAsync(Flux, Whale, ("Cancel-After", "20s"));
        _time.Advance(TimeSpan.FromSeconds(21));

        var later = await wire.GetAsync(created.At("urls", "get").GetString()!);

        created.Json.TryGetProperty("deadline", out _).Should().BeTrue();
        later.At("status").GetString().Should().Be("canceled");
    }

    [Fact]
    public async Task Prompt_AsksToFail_FailsWithAnErrorText()
    {
        var created = await _wire.PostAsync(Flux, """{"input":{"prompt":"please fail"}}""");
        _time.Advance(TimeSpan.FromSeconds(4));

        var later = await _wire.GetAsync(created.At("urls", "get").GetString()!);

        later.Status.Should().Be(200);
        later.At("status").GetString().Should().Be("failed");
        later.At("error").GetString().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Stream_OfAText_JoinsToTheOutputAndEndsWithDone()
    {
        var created = await _wire.PostAsync(Llama, """{"input":{"prompt":"Hi"}}""");
        _time.Advance(TimeSpan.FromSeconds(4));

        var stream = await _wire.GetAsync(created.At("urls", "stream").GetString()!);
        var later = await _wire.GetAsync(created.At("urls", "get").GetString()!);

        var joined = string.Concat(stream.Text.Split("\n\n").Where(block => block.StartsWith("event: output", StringComparison.Ordinal))
            .Select(block => block[(block.IndexOf("data: ", StringComparison.Ordinal) + 6)..]));
        joined.Should().Be(string.Concat(later.At("output").EnumerateArray().Select(token => token.GetString())));
        stream.Text.Should().Contain("event: done\nid: ").And.EndWith("data: {}\n\n");
    }

    [Fact]
    public async Task CommunityModel_ByNameAlone_IsNotFoundAndNeedsItsVersion()
    {
        var byName = await _wire.PostAsync("v1/models/suno-ai/bark/predictions", """{"input":{"prompt":"Hi"}}""");
        var model = await _wire.GetAsync("v1/models/suno-ai/bark");
        var version = model.At("latest_version", "id").GetString();
        var created = await _wire.PostAsync("v1/predictions", $$$"""{"version":"{{{version}}}","input":{"prompt":"Hi"}}""");
        _time.Advance(TimeSpan.FromSeconds(4));
        var later = await _wire.GetAsync(created.At("urls", "get").GetString()!);

        byName.Status.Should().Be(404);
        version.Should().MatchRegex("^[0-9a-f]{64}$");
        var sound = await _wire.GetAsync(later.At("output", "audio_out").GetString()!);
        sound.Bytes.Take(4).Should().Equal("RIFF"u8.ToArray());
    }

    [Fact]
    public async Task Files_Uploaded_AreDescribedUntilDeleted()
    {
        using var client = new HttpClient { BaseAddress = _emulator["replicate"].BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", _emulator["replicate"].ApiKey);
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "content", "a.bin" } };

        using var created = await client.PostAsync(new Uri("v1/files", UriKind.Relative), form, Wire.Token);
        var file = await Answer.ReadAsync(created);
        var address = new Uri(file.At("urls", "get").GetString()!);
        var found = await client.GetAsync(address, Wire.Token);
        var deleted = await client.DeleteAsync(address, Wire.Token);
        var missing = await client.GetAsync(address, Wire.Token);

        file.Status.Should().Be(201);
        file.At("name").GetString().Should().Be("a.bin");
        file.At("size").GetInt32().Should().Be(3);
        found.IsSuccessStatusCode.Should().BeTrue();
        ((int)deleted.StatusCode).Should().Be(204);
        ((int)missing.StatusCode).Should().Be(404);
    }

    [Fact]
    public async Task Files_BodyThatIsNoForm_IsRefused()
    {
        var answer = await _wire.PostAsync("v1/files", """{"content":"abc"}""");

        answer.Status.Should().Be(415);
        answer.Type.Should().Be("application/problem+json");
        answer.At("detail").GetString().Should().Contain("multipart/form-data");
    }

    [Theory]
    [InlineData("""{"input":{}}""", "required")]
    [InlineData("""{}""", "required")]
    [InlineData("""{"input":{"prompt":"x","num_inference_steps":9}}""", "number_lte")]
    [InlineData("""{"input":{"prompt":"x","seed":null}}""", "invalid_type")]
    [InlineData("""{"input":{"prompt":"x","megapixels":1}}""", "invalid_type")]
    [InlineData("""{"input":{"prompt":"x","output_format":"gif"}}""", "enum")]
    [InlineData("""{"model":"m","input":{"prompt":"x"}}""", "additional_property_not_allowed")]
    public async Task Create_InvalidBody_Answers422WithTheField(string body, string type)
    {
        var answer = await _wire.PostAsync(Flux, body);

        answer.Status.Should().Be(422);
        answer.Type.Should().Be("application/problem+json");
        answer.At("invalid_fields", 0, "type").GetString().Should().Be(type);
    }

    [Theory]
    [InlineData("7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc", "stability-ai/sdxl")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "emulated/unknown-version")]
    [InlineData("someone/something:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "someone/something")]
    public async Task Create_ByVersion_FindsTheModel(string version, string model)
    {
        var answer = await _wire.PostAsync("v1/predictions", $$$"""{"version":"{{{version}}}","input":{"prompt":"x"}}""");

        answer.Status.Should().Be(201);
        answer.At("model").GetString().Should().Be(model);
        answer.At("version").GetString().Should().Be(version.Split(':')[^1]);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("suno-ai/bark")]
    public async Task Create_VersionThatIsNone_Answers422(string version)
    {
        var answer = await _wire.PostAsync("v1/predictions", $$$"""{"version":"{{{version}}}","input":{"prompt":"x"}}""");

        answer.Status.Should().Be(422);
        answer.At("title").GetString().Should().Be("Invalid version or not permitted");
    }

    /// <summary>Moves the clock once the request has arrived and keeps it still afterwards.</summary>
    private async Task Advance(Task call, TimeSpan by)
    {
        await HostTests.Eventually(() => _emulator["replicate"].OpenRequests == 1);
        for (var moved = TimeSpan.Zero; moved < by && !call.IsCompleted; moved += by / 4)
        {
            await Task.Delay(50, Wire.Token);
            _time.Advance(by / 4);
        }
    }
}
