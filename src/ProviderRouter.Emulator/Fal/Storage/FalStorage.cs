using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Schemas;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Storage;

/// <summary>
/// Uploads. The JavaScript client asks for an address and puts the file there without its key; the Python client asks for a token of the CDN.
/// </summary>
internal sealed class FalStorage(FalFiles files)
{
    private const int LargestPiece = 100 * 1024 * 1024;
    private const string TokenName = "X-Fal-Upload-Token";

    private static readonly FalSchema InitiateSchema = FalSchema.Parse("content_type* str; file_name* str 1..");

    private readonly ConcurrentDictionary<string, FalUpload> _uploads = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);

    public Task HandleRestAsync(Exchange exchange, string path)
    {
        if (path is not ("storage/upload/initiate" or "storage/upload/initiate-multipart" or "storage/auth/token"))
        {
            throw FalErrors.Text(404, "Not Found");
        }

        Require(exchange, "POST");
        return path.EndsWith("token", StringComparison.Ordinal)
            ? WriteTokenAsync(exchange)
            : InitiateAsync(exchange, hasParts: path.EndsWith("multipart", StringComparison.Ordinal));
    }

    public Task HandleCdnAsync(Exchange exchange, string path)
    {
        switch (exchange.Method, path.Split('/'))
        {
            case ("GET" or "HEAD", _):
                return files.DeliverAsync(exchange, path);
            case ("POST", ["files", "upload"]):
                return TakeAsync(exchange);
            case ("POST", ["files", "upload", "multipart"]):
                return BeginPartsAsync(exchange);
            case (_, [.. var file, "multipart", var token, var last]):
                CheckToken(exchange);
                return ContinueAsync(exchange, Find(string.Join('/', file), token), last);
            default:
                return PutAsync(exchange, path);
        }
    }

    private static void Require(Exchange exchange, string method)
    {
        if (exchange.Method != method)
        {
            throw FalErrors.Text(405, "Method Not Allowed");
        }
    }

    private static void CheckSize(Exchange exchange)
    {
        if (exchange.Body.Length > LargestPiece)
        {
            throw FalErrors.Text(413, "Request Entity Too Large");
        }
    }

    private Task InitiateAsync(Exchange exchange, bool hasParts)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(exchange.Body.Span);
        }
        catch (JsonException)
        {
            throw FalErrors.Invalid(FalErrors.Problem("json_invalid", "JSON decode error", ["body", 0], new JsonObject()));
        }

        JsonArray problems = [];
        InitiateSchema.Check(root, ["body"], problems);
        if (problems.Count > 0)
        {
            throw FalErrors.Invalid([.. problems.Select(problem => problem!.DeepClone())]);
        }

        var upload = Begin(exchange, root.GetProperty("file_name").GetString()!, root.GetProperty("content_type").GetString()!, hasParts);
        var address = exchange.Link("fal-ai", "cdn/" + upload.Path);
        return exchange.WriteJsonAsync(200, new JsonObject { ["upload_url"] = $"{address}?{TokenName}={upload.Token}", ["file_url"] = address });
    }

    private FalUpload Begin(Exchange exchange, string name, string type, bool hasParts)
    {
        var lifecycle = FalLifecycle.Read(exchange, FalLifecycle.UploadHeader);
        var safe = string.Concat(name.Split('/', '\\')[^1].Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' ? sign : '_'));
        var path = files.Add(new FalFile(safe, type, null, exchange.Time.GetUtcNow() + lifecycle.Lifetime, lifecycle.Access));
        return _uploads[path] = new FalUpload(path, Guid.NewGuid().ToString("n"), hasParts);
    }

    /// <summary>A signed address carries its own permission, and a request with two is refused.</summary>
    private Task PutAsync(Exchange exchange, string path)
    {
        if (exchange.Header("Authorization") is not null)
        {
            throw FalErrors.Text(400, "Only one auth mechanism allowed");
        }

        var token = exchange.Http.Request.Query[TokenName].ToString();
        if (_uploads.ContainsKey(path))
        {
            var whole = Find(path, token);
            Require(exchange, "PUT");
            CheckSize(exchange);
            if (whole.HasParts)
            {
                throw FalErrors.Text(400, "This upload takes numbered parts");
            }

            files.Fill(path, exchange.Body.ToArray(), exchange.ContentType);
            return exchange.WriteBytesAsync(200, default, "text/plain");
        }

        var cut = path.LastIndexOf('/');
        return ContinueAsync(exchange, Find(cut < 0 ? path : path[..cut], token), path[(cut + 1)..]);
    }

    private async Task ContinueAsync(Exchange exchange, FalUpload upload, string last)
    {
        if (!upload.HasParts)
        {
            throw FalErrors.Text(404, "Not Found");
        }

        CheckSize(exchange);
        if (last != "complete")
        {
            Require(exchange, "PUT");
            await upload.PutPartAsync(exchange, last).ConfigureAwait(false);
            return;
        }

        Require(exchange, "POST");
        files.Fill(upload.Path, upload.Join(exchange), null);
        await exchange.WriteJsonAsync(200, new JsonObject { ["access_url"] = exchange.Link("fal-ai", "cdn/" + upload.Path) }).ConfigureAwait(false);
    }

    private FalUpload Find(string path, string token)
    {
        var upload = _uploads.GetValueOrDefault(path) ?? throw FalErrors.Text(404, "Not Found");
        return upload.Token == token ? upload : throw FalErrors.Text(403, "The upload token is not valid");
    }

    private Task WriteTokenAsync(Exchange exchange)
    {
        var token = Guid.NewGuid().ToString("n");
        var end = exchange.Time.GetUtcNow().AddDays(1);
        _tokens[token] = end;
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["token"] = token,
            ["token_type"] = "Bearer",
            ["base_url"] = exchange.Link("fal-ai", "cdn"),
            ["expires_at"] = end.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'", CultureInfo.InvariantCulture),
        });
    }

    private void CheckToken(Exchange exchange)
    {
        if (exchange.Header("Authorization")?.Split(' ', 2) is not ["Bearer", var token] || !_tokens.TryGetValue(token, out var end)
            || end <= exchange.Time.GetUtcNow())
        {
            throw FalErrors.Text(401, "Invalid or expired token");
        }
    }

    private Task TakeAsync(Exchange exchange)
    {
        CheckToken(exchange);
        CheckSize(exchange);
        var upload = Begin(exchange, exchange.Header("X-Fal-File-Name") ?? "file", exchange.ContentType ?? "application/octet-stream", hasParts: false);
        files.Fill(upload.Path, exchange.Body.ToArray(), null);
        return exchange.WriteJsonAsync(200, new JsonObject { ["access_url"] = exchange.Link("fal-ai", "cdn/" + upload.Path) });
    }

    private Task BeginPartsAsync(Exchange exchange)
    {
        CheckToken(exchange);
        var upload = Begin(exchange, exchange.Header("X-Fal-File-Name") ?? "file", exchange.ContentType ?? "application/octet-stream", hasParts: true);
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["access_url"] = exchange.Link("fal-ai", "cdn/" + upload.Path),
            ["uploadId"] = upload.Token,
        });
    }
}
