using System.Net.Http.Headers;

namespace ProviderRouter.Benchmarks.Floors;

/// <summary>A client for the one call, over the same handler: one address, one key, headers read first, pooled buffers.</summary>
internal sealed class FloorClient(HttpMessageHandler handler, string key) : IDisposable
{
    private static readonly Uri Address = new("https://api.fireworks.ai/inference/v1/chat/completions");
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue AcceptEvents = new("text/event-stream");
    private static readonly ProductInfoHeaderValue UserAgent = new("Floor", "1.0");

    private readonly AuthenticationHeaderValue authorization = new("Bearer", key);
    private readonly HttpClient http = new(handler); // its timeout is the call's

    public async Task<FloorAnswer> ChatAsync(string model, FloorMessage[] messages, int maxTokens, double temperature)
    {
        using var body = new FloorBuffer();
        ChatFloor.Write(body, model, messages, maxTokens, temperature, stream: false);
        using var response = await SendAsync(body, AcceptJson).ConfigureAwait(false);
        using var answer = new FloorBuffer();
        using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        while (await stream.ReadAsync(answer.GetMemory()).ConfigureAwait(false) is var count and > 0)
        {
            answer.Advance(count);
        }

        return ChatFloor.Read(answer.Written.Span);
    }

    public async Task StreamAsync(string model, FloorMessage[] messages, int maxTokens, double temperature, Action<string> take)
    {
        using var body = new FloorBuffer();
        ChatFloor.Write(body, model, messages, maxTokens, temperature, stream: true);
        using var response = await SendAsync(body, AcceptEvents).ConfigureAwait(false);
        using var stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        await StreamFloor.ReadAsync(stream, take).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(FloorBuffer body, MediaTypeWithQualityHeaderValue accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new ReadOnlyMemoryContent(body.Written) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = authorization;
        request.Headers.Accept.Add(accept);
        request.Headers.UserAgent.Add(UserAgent);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        return response.EnsureSuccessStatusCode();
    }
}
