using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.HuggingFace.Pipelines;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>
/// hf-inference: one path per model, whose task is told by the path, by the model or by the request; chat and completions below the model's path.
/// </summary>
internal sealed class InferenceProtocol : Protocol
{
    private readonly ChatEndpoint _chat;
    private readonly PipelineReader _reader;
    private readonly Drawing _drawing = new();
    private readonly ColdModels _cold = new();

    public InferenceProtocol()
        : base("hf-inference", "hf-inference/", "hf_emulator")
    {
        _chat = new ChatEndpoint(new ChatDialect(this) { NeedsModel = false });
        _reader = new PipelineReader(this, new PipelineTasks(_drawing));
    }

    public override WireException Error(int status, string message, string? field = null, string? code = null) =>
        HuggingFaceErrors.Create(status, message);

    public override JsonNode StreamError() => new JsonObject { ["error"] = "A fault asked of the emulator.", ["error_type"] = "generation" };

    public override WireException Unauthorized(string? presented) => HuggingFaceErrors.Unauthorized(presented);

    public override bool IsOpen(Exchange exchange) => _drawing.Files.Serves(exchange);

    public override async Task HandleAsync(Exchange exchange)
    {
        if (_drawing.Files.Serves(exchange))
        {
            await _drawing.Files.WriteAsync(exchange).ConfigureAwait(false);
            return;
        }

        var (model, below) = Split(exchange);
        RequireMethod(exchange, "POST");
        if (model.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase))
        {
            throw NotFound(exchange);
        }

        await _cold.EnsureLoadedAsync(exchange, model).ConfigureAwait(false);
        exchange.Http.Response.Headers["x-compute-type"] = "cpu";
        await (below switch
        {
            [] => RunAsync(exchange, model, null),
            ["pipeline", var task] => RunAsync(exchange, model, task),
            ["v1", "chat", "completions"] when Writes(model) => _chat.HandleAsync(exchange, request => Chatting(model, request.Stream)),
            ["v1", "completions"] when Writes(model) => CompleteAsync(exchange, model),
            _ => throw NotFound(exchange),
        }).ConfigureAwait(false);
    }

    private Task RunAsync(Exchange exchange, string model, string? asked)
    {
        var (task, request) = _reader.Read(exchange, model, asked);
        return task.AnswerAsync(request);
    }

    private Task CompleteAsync(Exchange exchange, string model) => new CompletionEndpoint(
        new CompletionDialect(new BodyRules(this, CompletionDialect.CommonFields())) { NeedsModel = false, Resolve = _ => model }).HandleAsync(exchange);

    /// <summary>Models that know no chat run on a server that cannot stream one.</summary>
    private static string Chatting(string model, bool isStream) => isStream && PipelineModels.Find(model) is not null
        ? throw PipelineErrors.Field("stream", "`stream` is not supported for this model")
        : model;

    /// <summary>Whether a model is one that writes text; the servers of others have no such paths.</summary>
    private static bool Writes(string model) => PipelineModels.Find(model) is null or { Task: "text-generation" };

    /// <summary>The model of the path, whose id has an owner except for a few old ones, and what follows it.</summary>
    private (string Model, string[] Below) Split(Exchange exchange) => exchange.Path.Split('/') switch
    {
        ["models", { Length: > 0 } name, .. var rest] when PipelineModels.Find(name) is not null => (name, rest),
        ["models", { Length: > 0 } owner, { Length: > 0 } name, .. var rest] => ($"{owner}/{name}", rest),
        _ => throw NotFound(exchange),
    };
}
