using System.Text;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Tests.Replicate;

/// <summary>The emulated Replicate with a clock that stands still; a prediction takes four seconds of it, one of them in the queue.</summary>
internal sealed class ReplicateBench : IAsyncDisposable
{
    public const string Flux = "v1/models/black-forest-labs/flux-schnell/predictions";
    public const string Llama = "v1/models/meta/meta-llama-3-70b-instruct/predictions";
    public const string Whale = """{"input":{"prompt":"a blue whale","output_format":"png","aspect_ratio":"16:9"}}""";

    private ReplicateBench(ProviderEmulator emulator, PassingTime time)
    {
        Emulator = emulator;
        Time = time;
        Wire = new Wire(emulator["replicate"]);
    }

    public ProviderEmulator Emulator { get; }

    public PassingTime Time { get; }

    public Wire Wire { get; }

    public EmulatedProvider Provider => Emulator["replicate"];

    public static async Task<ReplicateBench> StartAsync(TimeSpan? jobDuration = null)
    {
        var time = new PassingTime();
        var emulator = await ProviderEmulator.StartAsync(options =>
        {
            options.TimeProvider = time;
            options.JobDuration = jobDuration ?? TimeSpan.FromSeconds(4);
        });
        return new ReplicateBench(emulator, time);
    }

    public void Pass(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Creates a prediction, lets it end and reads it.</summary>
    public async Task<Answer> RunAsync(string path, string body)
    {
        var created = await Wire.PostAsync(path, body);
        created.Status.Should().Be(201, created.Text);
        Pass(4);
        return await Wire.GetAsync(created.At("urls", "get").GetString()!);
    }

    /// <summary>The same of a model by name, official or not.</summary>
    public async Task<Answer> RunAsync(string model, JsonObject input)
    {
        var found = await Wire.GetAsync("v1/models/" + model);
        return found.At("is_official").GetBoolean()
            ? await RunAsync($"v1/models/{model}/predictions", new JsonObject { ["input"] = input }.ToJsonString())
            : await RunAsync(
                "v1/predictions",
                new JsonObject { ["version"] = found.At("latest_version", "id").GetString(), ["input"] = input }.ToJsonString());
    }

    /// <summary>Opens the file of an address.</summary>
    public Task<Answer> OpenAsync(System.Text.Json.JsonElement address) => Wire.GetAsync(address.GetString()!);

    /// <summary>Moves the clock once the server waits so long, and keeps it still before and afterwards.</summary>
    public Task PassWhenWaitedFor(double seconds) => Time.PassAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>Reads an event stream until a text has come, then leaves it.</summary>
    public async Task<string> ReadStreamAsync(string address, string until = "event: done")
    {
        using var response = await Wire.SendAsync(HttpMethod.Get, address, null, [("Accept", "text/event-stream")], Wire.Token);
        ((int)response.StatusCode).Should().Be(200);
        await using var body = await response.Content.ReadAsStreamAsync(Wire.Token);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!(text.ToString().Contains(until, StringComparison.Ordinal) && text.ToString().EndsWith("\n\n", StringComparison.Ordinal)))
        {
            var read = await body.ReadAsync(buffer, Wire.Token);
            read.Should().BePositive($"the stream shall not end before '{until}', but was:\n{text}");
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        Wire.Dispose();
        await Emulator.DisposeAsync();
    }
}
