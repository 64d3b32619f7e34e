using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests;

/// <summary>Plain HTTP over the socket, as any client would speak it.</summary>
internal sealed class Wire(EmulatedProvider provider, string scheme = "Bearer") : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = provider.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<Answer> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(HttpMethod.Post, path, body, headers, Token);
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, [], Token);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Posts the bytes of a file, with or without their type.</summary>
    public async Task<Answer> PostBytesAsync(string path, byte[] bytes, string? type, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, provider.ApiKey);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Posts a form; a part is a field unless it was added with a file name.</summary>
    public async Task<Answer> PostFormAsync(string path, MultipartFormDataContent form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, provider.ApiKey);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        return await Answer.ReadAsync(response);
    }

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? body, (string Name, string Value)[] headers, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, provider.ApiKey);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => _client.Dispose();
}

internal sealed record Answer(int Status, string Type, byte[] Bytes, HttpResponseHeaders Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Bytes);

    /// <summary>The data of each event, without the end marker.</summary>
    public JsonElement[] Events =>
        [.. Text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line["data: ".Length..]))];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType ?? string.Empty,
        await response.Content.ReadAsByteArrayAsync(Wire.Token),
        response.Headers);

    /// <summary>Follows property names and array positions.</summary>
    public JsonElement At(params object[] path)
    {
        var current = Json;
        foreach (var step in path)
        {
            current = step is int index ? current[index] : current.GetProperty((string)step);
        }

        return current;
    }
}
