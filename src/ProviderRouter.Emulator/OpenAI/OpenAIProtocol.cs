using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.OpenAI;

/// <summary>A server of the OpenAI dialect, as many hosts and local servers are.</summary>
internal sealed class OpenAIProtocol : Protocol
{
    private const string Base = "v1/";

    private readonly PublishedFiles _files = new("delivery");
    private readonly ChatEndpoint _chat;
    private readonly CompletionEndpoint _completions;
    private readonly EmbeddingEndpoint _embeddings;
    private readonly RerankEndpoint _rerank;
    private readonly OpenAIImages _images;
    private readonly OpenAIImageEdits _edits;
    private readonly SpeechEndpoint _speech;
    private readonly TranscriptionEndpoint _transcriptions;
    private readonly OpenAIModels _models;

    public OpenAIProtocol()
        : base("openai-compatible", "openai-compatible/v1/", "sk-emulator")
    {
        _chat = new ChatEndpoint(new ChatDialect(this));
        _completions = new CompletionEndpoint(OpenAIDialects.Completions(this));
        _embeddings = new EmbeddingEndpoint(OpenAIDialects.Embeddings(this));
        _rerank = new RerankEndpoint(OpenAIDialects.Rerank(this));
        _images = new OpenAIImages(this, _files);
        _edits = new OpenAIImageEdits(this, _images);
        _speech = new SpeechEndpoint(OpenAIDialects.Speech(this));
        _transcriptions = new TranscriptionEndpoint(OpenAIDialects.Transcriptions(this));
        _models = new OpenAIModels(this);
    }

    public override WireException Error(int status, string message, string? field = null, string? code = null) =>
        OpenAIErrors.Create(status, message, field, code);

    public override WireException Unauthorized(string? presented) => OpenAIErrors.Create(
        401,
        presented is null ? "You didn't provide an API key." : "Incorrect API key provided.",
        null,
        presented is null ? null : "invalid_api_key");

    public override WireException NotFound(Exchange exchange) =>
        Error(404, $"Invalid URL ({exchange.Method} /{exchange.Path})");

    public override bool IsOpen(Exchange exchange) => _files.Serves(exchange);

    public override Task HandleAsync(Exchange exchange)
    {
        if (_files.Serves(exchange))
        {
            return _files.WriteAsync(exchange);
        }

        return exchange.Path.StartsWith(Base, StringComparison.Ordinal) ? RouteAsync(exchange, exchange.Path[Base.Length..]) : throw NotFound(exchange);
    }

    /// <summary>Any id is served, except one that says it is not.</summary>
    public string Model(string id) => id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase)
        ? throw Error(404, $"The model '{id}' does not exist or you do not have access to it.", code: "model_not_found")
        : id;

    private Task RouteAsync(Exchange exchange, string path) => path switch
    {
        "chat/completions" => _chat.HandleAsync(exchange, request => Model(request.Model)),
        "completions" => _completions.HandleAsync(exchange),
        "embeddings" => _embeddings.HandleAsync(exchange),
        "rerank" => _rerank.HandleAsync(exchange),
        "images/generations" => _images.DrawAsync(exchange),
        "images/edits" => _edits.EditAsync(exchange),
        "audio/speech" => _speech.HandleAsync(exchange),
        "audio/transcriptions" => _transcriptions.TranscribeAsync(exchange),
        "audio/translations" => _transcriptions.TranslateAsync(exchange),
        "models" => _models.ListAsync(exchange),
        _ when path.StartsWith("models/", StringComparison.Ordinal) => _models.DescribeAsync(exchange, path["models/".Length..]),
        _ => throw NotFound(exchange),
    };
}
