using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>The uploaded input files: created from multipart bodies, listed, read and deleted.</summary>
internal sealed class ReplicateFiles
{
    private const int Largest = 100 * 1000 * 1000;

    private readonly ConcurrentDictionary<string, JsonObject> _files = new(StringComparer.Ordinal);
    private int _sequence;

    public Task HandleAsync(Exchange exchange) => (exchange.Method, exchange.Path.Split('/')[2..]) switch
    {
        ("POST", []) => CreateAsync(exchange),
        ("GET", []) => exchange.WriteJsonAsync(200, new JsonObject
        {
            ["next"] = null,
            ["previous"] = null,
            ["results"] = new JsonArray([.. _files.Values.Select(file => file.DeepClone())]),
        }),
        ("GET", [var id]) when _files.TryGetValue(id, out var file) => exchange.WriteJsonAsync(200, file),
        ("DELETE", [var id]) when _files.TryRemove(id, out _) => Delete(exchange),
        _ => throw ReplicateErrors.NotFound(),
    };

    private static Task Delete(Exchange exchange)
    {
        exchange.Http.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private async Task CreateAsync(Exchange exchange)
    {
        var (name, type, content) = await ReadContentAsync(exchange).ConfigureAwait(false);
        if (content.Length >= Largest)
        {
            throw ReplicateErrors.Create(413, null, "Files must be less than 100MB in size");
        }

        var number = Interlocked.Increment(ref _sequence);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var id = string.Create(CultureInfo.InvariantCulture, $"{hash[..24]}{number:d4}");
        var now = exchange.Time.GetUtcNow();
        var file = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["content_type"] = type,
            ["size"] = content.Length,
            ["etag"] = hash[..32],
            ["checksums"] = new JsonObject { ["sha256"] = hash },
            ["metadata"] = new JsonObject(),
            ["created_at"] = PredictionWriter.Time(now),
            ["expires_at"] = PredictionWriter.Time(now.AddDays(1)),
            ["urls"] = new JsonObject { ["get"] = exchange.Link("v1/files/" + id) },
        };
        _files[id] = file;
        await exchange.WriteJsonAsync(201, file).ConfigureAwait(false);
    }

    /// <summary>The part named <c>content</c>, which carries the file.</summary>
    private static async Task<(string Name, string Type, byte[] Content)> ReadContentAsync(Exchange exchange)
    {
        var form = await FormReader.ReadAsync(exchange).ConfigureAwait(false);
        return form.Part("content") is { } part
            ? (part.FileName ?? "file", part.ContentType ?? "application/octet-stream", part.Bytes)
            : throw ReplicateErrors.Create(400, null, "Missing content");
    }
}
