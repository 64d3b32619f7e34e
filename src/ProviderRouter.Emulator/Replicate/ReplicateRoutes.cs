using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Replicate.Files;
using ProviderRouter.Emulator.Replicate.Models;
using ProviderRouter.Emulator.Replicate.Predictions;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>What Replicate answers to: the API, and the streams and files that its answers name.</summary>
internal sealed class ReplicateRoutes
{
    private readonly PredictionEndpoint _predictions;
    private readonly FileEndpoint _files;

    public ReplicateRoutes()
    {
        var files = new FileStore();
        _files = new FileEndpoint(files);
        _predictions = new PredictionEndpoint(files);
    }

    /// <summary>Whether a path opens without a key: streams, results and signed downloads, whose addresses are secrets themselves.</summary>
    public static bool IsOpen(string path) => path.Split('/') is ["stream" or "delivery", ..] or ["v1", "files", _, "download"];

    public Task HandleAsync(Exchange exchange) => (exchange.Method, exchange.Path.Split('/')) switch
    {
        ("POST", ["v1", "predictions"]) => _predictions.CreateByVersionAsync(exchange),
        ("POST", ["v1", "models", var owner, var name, "predictions"]) => _predictions.CreateByNameAsync(exchange, $"{owner}/{name}"),
        ("POST", ["v1", "deployments", var owner, var name, "predictions"]) => _predictions.CreateByDeploymentAsync(exchange, $"{owner}/{name}"),
        ("POST", ["v1", "predictions", var id, "cancel"]) => _predictions.CancelAsync(exchange, id),
        ("GET", ["v1", "predictions"]) => _predictions.ListAsync(exchange),
        ("GET", ["v1", "predictions", var id]) => _predictions.ShowAsync(exchange, id),
        ("GET", ["v1", "models"]) => Page.WriteAsync(
            exchange, "models", ModelCatalogue.All.Select((model, index) => ((long)index, (Func<JsonNode>)model.Describe))),
        ("GET", ["v1", "models", var owner, var name, .. var rest]) => ModelAsync(exchange, $"{owner}/{name}", rest),
        ("GET", ["v1", "deployments"]) => Page.WriteAsync(exchange, "deployments", Deployment.All()),
        ("GET", ["v1", "deployments", var owner, var name]) => exchange.WriteJsonAsync(
            200, (Deployment.Find($"{owner}/{name}") ?? throw ReplicateErrors.NotFound()).Write()),
        ("GET", ["v1", "collections", "official"]) => exchange.WriteJsonAsync(200, new JsonObject
        {
            ["name"] = "Official models",
            ["slug"] = "official",
            ["description"] = "Models that are kept running.",
            ["full_description"] = null,
            ["models"] = new JsonArray([.. ModelCatalogue.Official.Select(model => model.Describe())]),
        }),
        ("GET", ["v1", "account"]) => exchange.WriteJsonAsync(200, Account.Write()),
        ("GET", ["v1", "webhooks", "default", "secret"]) => exchange.WriteJsonAsync(200, new JsonObject { ["key"] = PredictionWebhooks.Secret }),
        (_, ["v1", "files", .. var rest]) => _files.HandleAsync(exchange, rest),
        ("GET", ["stream", "v1", "predictions" or "files", var secret]) => _predictions.StreamAsync(exchange, secret),
        ("GET", ["delivery", var id, var file]) => _predictions.DeliverAsync(exchange, id, file),
        _ => throw ReplicateErrors.NotFound(),
    };

    private static Task ModelAsync(Exchange exchange, string id, string[] rest)
    {
        var model = ModelCatalogue.Find(id) ?? throw ReplicateErrors.NotFound();
        return rest switch
        {
            [] => exchange.WriteJsonAsync(200, model.Describe()),
            ["versions"] => Page.WriteAsync(
                exchange, $"models/{id}/versions", model.Versions.Select((version, index) => (-(long)index, (Func<JsonNode>)(() => model.Describe(version))))),
            ["versions", var version] when model.Versions.Contains(version) => exchange.WriteJsonAsync(200, model.Describe(version)),
            _ => throw ReplicateErrors.NotFound(),
        };
    }
}
