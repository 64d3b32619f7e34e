using System.Text.Json;

namespace ProviderRouter.Emulator.Tests.Fal;

/// <summary>An emulator whose clock stands still, and what fal's clients send to it.</summary>
internal sealed class FalFixture : IAsyncDisposable
{
    private readonly ProviderEmulator _emulator;

    private FalFixture(ProviderEmulator emulator, PassingTime time)
    {
        _emulator = emulator;
        Time = time;
        Wire = new Wire(Provider, "Key");
    }

    public PassingTime Time { get; }

    public EmulatedProvider Provider => _emulator["fal-ai"];

    public Wire Wire { get; }

    public static async Task<FalFixture> StartAsync()
    {
        var time = new PassingTime();
        time.SetUtcNow(new DateTimeOffset(2026, 2, 17, 10, 30, 0, TimeSpan.Zero));
        var emulator = await ProviderEmulator.StartAsync(options =>
        {
            options.TimeProvider = time;
            options.JobDuration = TimeSpan.FromSeconds(4);
        });
        return new FalFixture(emulator, time);
    }

    public Task<Answer> RunAsync(string endpoint, string input, params (string Name, string Value)[] headers) =>
        Wire.PostAsync(endpoint, input, headers);

    public Task<Answer> SubmitAsync(string endpoint, string input, params (string Name, string Value)[] headers) =>
        Wire.PostAsync(At("queue", endpoint), input, headers);

    /// <summary>Submits, lets the time pass and gets the result.</summary>
    public async Task<Answer> ResultAsync(string endpoint, string input, params (string Name, string Value)[] headers)
    {
        var submitted = await SubmitAsync(endpoint, input, headers);
        Time.Advance(TimeSpan.FromSeconds(10));
        return await Wire.GetAsync(submitted.At("response_url").GetString()!);
    }

    /// <summary>Sends without a key, as one does to an address from an answer.</summary>
    public static async Task<Answer> SendOpenAsync(HttpMethod method, string address, byte[]? body, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.Add(name, value);
            }
            else
            {
                request.Headers.Add(name, value);
            }
        }

        using var response = await client.SendAsync(request, Wire.Token);
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string address, string? body = null)
    {
        using var response = await Wire.SendAsync(method, address, body, [], Wire.Token);
        return await Answer.ReadAsync(response);
    }

    public string At(string host, string path) => Provider.Addresses[host] + path;

    public static string DataAddress(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    public async ValueTask DisposeAsync()
    {
        Wire.Dispose();
        await _emulator.DisposeAsync();
    }
}
