using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate.Files;

/// <summary>The Files API: uploads from multipart bodies, lists, shows, deletes and downloads by a signed address.</summary>
internal sealed class FileEndpoint(FileStore files)
{
    private const int Largest = 100 * 1000 * 1000;
    private const int LongestName = 255;

    public Task HandleAsync(Exchange exchange, string[] path)
    {
        var now = exchange.Time.GetUtcNow();
        var addresses = ReplicateAddresses.Of(exchange);
        return (exchange.Method, path) switch
        {
            ("POST", []) => CreateAsync(exchange),
            ("GET", []) => Page.WriteAsync(
                exchange, "files", files.All(now).Select(file => (file.Sequence, (Func<JsonNode>)(() => file.Write(addresses))))),
            ("GET", [var id]) when files.TryFind(id, now) is { } file => exchange.WriteJsonAsync(200, file.Write(addresses)),
            ("DELETE", [var id]) when files.Remove(id, now) => Delete(exchange),
            ("GET", [var id, "download"]) => DownloadAsync(exchange, id, now),
            _ => throw ReplicateErrors.NotFound(),
        };
    }

    private static Task Delete(Exchange exchange)
    {
        exchange.Http.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task DownloadAsync(Exchange exchange, string id, DateTimeOffset now)
    {
        FileSignature.Check(exchange, id, now);
        var file = files.TryFind(id, now) ?? throw ReplicateErrors.NotFound();
        return exchange.WriteBytesAsync(200, file.Bytes, file.ContentType);
    }

    private async Task CreateAsync(Exchange exchange)
    {
        var form = await FormReader.ReadAsync(exchange).ConfigureAwait(false);
        var content = form.Part("content") ?? throw ReplicateErrors.Create(400, null, "Missing content");
        if (content.Bytes.Length >= Largest)
        {
            throw ReplicateErrors.Create(413, null, "Files must be less than 100MB in size");
        }

        var name = form.Text("filename") ?? content.FileName ?? "file";
        if (Encoding.UTF8.GetByteCount(name) > LongestName)
        {
            throw ReplicateErrors.Create(400, null, "Filename must be at most 255 bytes");
        }

        var type = form.Text("type") ?? content.ContentType ?? "application/octet-stream";
        var metadata = ReadMetadata(form);
        var file = files.Add((id, sequence) => new StoredFile(id, sequence, name, type, content.Bytes, metadata, exchange.Time.GetUtcNow()), content.Bytes);
        await exchange.WriteJsonAsync(201, file.Write(ReplicateAddresses.Of(exchange))).ConfigureAwait(false);
    }

    private static JsonObject ReadMetadata(Form form)
    {
        if (form.Part("metadata") is not { } part)
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(part.Bytes) as JsonObject ?? throw Invalid();
        }
        catch (JsonException)
        {
            throw Invalid();
        }

        static WireException Invalid() => ReplicateErrors.Create(400, null, "Metadata must be a JSON object");
    }
}
