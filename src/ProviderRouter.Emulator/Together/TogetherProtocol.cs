using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Together;

/// <summary>Together: the OpenAI dialect with its own marks below <c>v1/</c>, videos below <c>v2/</c>.</summary>
internal sealed class TogetherProtocol : Protocol
{
    private readonly PublishedFiles _store = new("storage");
    private readonly ChatEndpoint _chat;
    private readonly CompletionEndpoint _completions;
    private readonly EmbeddingEndpoint _embeddings;
    private readonly RerankEndpoint _rerank;
    private readonly TogetherImages _images;
    private readonly SpeechEndpoint _speech;
    private readonly TranscriptionEndpoint _transcriptions;
    private readonly TogetherVideos _videos;

    public TogetherProtocol()
        : base("together", "together/", "tgp_emulator")
    {
        _chat = new ChatEndpoint(TogetherChat.Dialect(this));
        _completions = new CompletionEndpoint(TogetherTexts.Completions(this));
        _embeddings = new EmbeddingEndpoint(TogetherTexts.Embeddings(this));
        _rerank = new RerankEndpoint(TogetherTexts.Rerank(this));
        _images = new TogetherImages(this, _store);
        _speech = new SpeechEndpoint(TogetherSpeech.Dialect(this));
        _transcriptions = new TranscriptionEndpoint(TogetherTranscription.Dialect(this));
        _videos = new TogetherVideos(this);
    }

    public override string RequestIdHeader => "cf-ray";

    public override WireException Error(int status, string message, string? field = null, string? code = null) =>
        TogetherErrors.Create(status, message, field, code);

    public override WireException Unauthorized(string? presented) => TogetherErrors.Create(
        401,
        presented is null ? "Missing API key" : "Invalid API key provided. You can find your API key at https://api.together.ai/settings/api-keys.",
        null,
        "invalid_api_key");

    public override bool IsOpen(Exchange exchange) => _store.Serves(exchange) || TogetherImages.IsShort(exchange);

    public override Task HandleAsync(Exchange exchange)
    {
        if (TogetherVideos.IsFile(exchange))
        {
            return _videos.DeliverAsync(exchange);
        }

        if (_store.Serves(exchange))
        {
            return _store.WriteAsync(exchange);
        }

        if (TogetherImages.IsShort(exchange))
        {
            return _images.RedirectAsync(exchange);
        }

        TellLimits(exchange);
        return RouteAsync(exchange);
    }

    private Task RouteAsync(Exchange exchange) => exchange.Path switch
    {
        "v1/chat/completions" => _chat.HandleAsync(exchange, TogetherChat.Resolve),
        "v1/completions" => _completions.HandleAsync(exchange),
        "v1/embeddings" => _embeddings.HandleAsync(exchange),
        "v1/rerank" => _rerank.HandleAsync(exchange),
        "v1/images/generations" => _images.DrawAsync(exchange),
        "v1/audio/speech" => _speech.HandleAsync(exchange),
        "v1/audio/transcriptions" => _transcriptions.TranscribeAsync(exchange),
        "v1/audio/translations" => _transcriptions.TranslateAsync(exchange),
        "v1/voices" => WriteVoicesAsync(exchange),
        "v1/models" => WriteModelsAsync(exchange),
        "v2/videos" => _videos.CreateAsync(exchange),
        _ when exchange.Path.Split('/') is ["v2", "videos", var id] => _videos.PollAsync(exchange, id),
        _ => throw NotFound(exchange),
    };

    private Task WriteVoicesAsync(Exchange exchange)
    {
        RequireMethod(exchange, "GET");
        return exchange.WriteJsonAsync(200, TogetherVoices.List(exchange.Http.Request.Query["model"]));
    }

    private Task WriteModelsAsync(Exchange exchange)
    {
        RequireMethod(exchange, "GET");
        return exchange.WriteJsonAsync(200, TogetherModel.List());
    }

    /// <summary>The limits hold per second, and their names carry no ending, unlike those of others.</summary>
    private static void TellLimits(Exchange exchange)
    {
        var headers = exchange.Http.Response.Headers;
        headers["x-ratelimit-limit"] = "10";
        headers["x-ratelimit-remaining"] = "9";
        headers["x-ratelimit-reset"] = "1";
        headers["x-tokenlimit-limit"] = "100000";
        headers["x-tokenlimit-remaining"] = "99000";
    }
}
