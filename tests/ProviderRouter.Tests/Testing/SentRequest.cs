namespace ProviderRouter.Tests.Testing;

/// <summary>A request as it went out: method and address, headers without the user agent, body.</summary>
internal sealed record SentRequest(string Line, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    /// <summary>The media type of the body; null for none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Keeps a request; its body is in memory, so reading it does not wait.</summary>
    public static SentRequest Of(HttpRequestMessage request) => new(
        $"{request.Method} {request.RequestUri!.AbsoluteUri}",
        request.Headers.Where(header => header.Key != "User-Agent").ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        request.Content?.ReadAsStringAsync().GetAwaiter().GetResult())
    {
        ContentType = request.Content?.Headers.ContentType?.ToString(),
    };

    /// <summary>Compares the whole request.</summary>
    public void ShouldBe(string line, string key, string accept, string body)
    {
        Line.Should().Be(line);
        Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = accept, ["Authorization"] = $"Bearer {key}" });
        Body.ShouldBeJson(body);
    }
}
