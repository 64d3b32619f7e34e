using System.Net.Http.Json;
using System.Text.Json;

namespace ProviderRouter.Load;

/// <summary>Sets faults at an emulator in another process, and reads what it received.</summary>
internal sealed class EmulatorControl(int port) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = new($"http://127.0.0.1:{port}/control/"), Timeout = TimeSpan.FromMinutes(2) };

    public async Task AddFaultAsync(string provider, IReadOnlyDictionary<string, object> fault)
    {
        using var answer = await client.PostAsJsonAsync($"{provider}/faults", fault);
        answer.EnsureSuccessStatusCode();
    }

    public async Task ClearFaultsAsync(string provider)
    {
        using var answer = await client.DeleteAsync(new Uri($"{provider}/faults", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Lets every paused answer go on.</summary>
    public async Task ResumeAsync(string provider)
    {
        using var answer = await client.PostAsync(new Uri($"{provider}/resume", UriKind.Relative), content: null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many requests are being answered now.</summary>
    public async Task<int> CountOpenAsync(string provider)
    {
        using var state = await client.GetFromJsonAsync<JsonDocument>(new Uri(provider, UriKind.Relative));
        return state!.RootElement.GetProperty("openRequests").GetInt32();
    }

    /// <summary>Takes away everything that a provider received, oldest first.</summary>
    public async Task<IReadOnlyList<Received>> TakeRequestsAsync(string provider)
    {
        using var answer = await client.DeleteAsync(new Uri($"{provider}/requests", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<List<Received>>() ?? [];
    }

    public void Dispose() => client.Dispose();
}

/// <summary>A request as an emulated provider received it.</summary>
internal sealed record Received(DateTimeOffset At, string Method, string Path, string Body, string? Fault);
