using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Jobs;
using ProviderRouter.Emulator.Fal.Storage;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal;

/// <summary>fal's hosts. In the emulator each is a path below the provider's.</summary>
internal enum FalHost
{
    Run,
    Queue,
    Rest,
    Cdn,

    /// <summary>The platform API.</summary>
    Api,

    /// <summary>fal.ai itself, which publishes the schemas.</summary>
    Site,
}

/// <summary>fal.ai: runs in one request, jobs in a queue, uploads and webhooks.</summary>
internal sealed class FalProtocol : Protocol
{
    public const string Key = "fal_emulator:secret";

    private readonly FalFiles _files = new();
    private readonly FalStorage _storage;
    private readonly FalQueue _queue;
    private readonly FalRun _run;

    public FalProtocol()
        : base("fal-ai", "fal-ai/run/", Key)
    {
        _storage = new FalStorage(_files);
        _queue = new FalQueue(_files);
        _run = new FalRun(_files, new FalChat());
    }

    public override string RequestIdHeader => "x-fal-request-id";

    public override IReadOnlyDictionary<string, string> Addresses { get; } = new Dictionary<string, string>
    {
        ["queue"] = "fal-ai/queue/",
        ["rest"] = "fal-ai/rest/",
        ["cdn"] = "fal-ai/cdn/",
        ["api"] = "fal-ai/api/v1/",
        ["site"] = "fal-ai/site/",
    };

    public override WireException Error(int status, string message, string? field = null, string? code = null) => FalErrors.Of(status, message);

    public override JsonNode StreamError() => FalErrors.Of(500, string.Empty).Body;

    public override WireException Unauthorized(string? presented) => FalErrors.Of(401, string.Empty);

    public override WireException NotFound(Exchange exchange) => FalErrors.Text(404, "Not Found");

    /// <summary>The CDN has its own ways with keys; the published keys, models and schemas are everybody's.</summary>
    public override bool IsOpen(Exchange exchange) => Split(exchange.Path) is (FalHost.Cdn or FalHost.Api or FalHost.Site, _) or (FalHost.Rest, ".well-known/jwks.json");

    /// <summary>Another scheme than <c>Key</c> is as good as none; a message names the application, not the endpoint that was asked for.</summary>
    public override void CheckKey(Exchange exchange)
    {
        if (exchange.Header("Authorization")?.Split(' ', 2) is not [var scheme, var key] || !scheme.Equals("Key", StringComparison.OrdinalIgnoreCase))
        {
            throw Split(exchange.Path) is (FalHost.Run or FalHost.Queue, var path)
                ? FalErrors.Unauthenticated(FalEndpoint.Parse(path.Split('/'))?.App ?? path)
                : FalErrors.Text(401, "Authorization header is required");
        }

        if (!string.Equals(key, Key, StringComparison.Ordinal))
        {
            throw key.Split(':') is [{ Length: > 0 }, { Length: > 0 }]
                ? Unauthorized(key)
                : FalErrors.Text(401, "Invalid Key Authorization header format. Expected '<key_id>:<key_secret>'.");
        }
    }

    public override Task HandleAsync(Exchange exchange)
    {
        var (host, path) = Split(exchange.Path);
        return host is { } known ? HandleAsync(exchange, known, path) : throw NotFound(exchange);
    }

    /// <summary>Answers what would go to a host, wherever it came from and whoever checked its key.</summary>
    public Task HandleAsync(Exchange exchange, FalHost host, string path) => host switch
    {
        FalHost.Run => _run.HandleAsync(exchange, path),
        FalHost.Queue => _queue.HandleAsync(exchange, path),
        FalHost.Rest => HandleRestAsync(exchange, path),
        FalHost.Cdn => _storage.HandleCdnAsync(exchange, path),
        FalHost.Api => FalPlatform.HandleAsync(exchange, path),
        _ => FalOpenApi.HandleAsync(exchange, path),
    };

    private Task HandleRestAsync(Exchange exchange, string path)
    {
        if (path == ".well-known/jwks.json")
        {
            RequireMethod(exchange, "GET");
            return exchange.WriteJsonAsync(200, FalWebhooks.KeySet());
        }

        return _storage.HandleRestAsync(exchange, path);
    }

    private static (FalHost? Host, string Path) Split(string path)
    {
        var parts = path.Split('/', 2);
        FalHost? host = parts[0] switch
        {
            "run" => FalHost.Run,
            "queue" => FalHost.Queue,
            "rest" => FalHost.Rest,
            "cdn" => FalHost.Cdn,
            "api" => FalHost.Api,
            "site" => FalHost.Site,
            _ => null,
        };
        return (host, parts.Length > 1 ? parts[1] : string.Empty);
    }
}
