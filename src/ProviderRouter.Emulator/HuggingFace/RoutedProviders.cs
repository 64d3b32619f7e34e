using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.HuggingFace.Hub;
using ProviderRouter.Emulator.HuggingFace.Pipelines;

namespace ProviderRouter.Emulator.HuggingFace;

/// <summary>
/// What the router passes on: each provider's own routes below its name, in its own body format and with its own errors. The router reads the
/// provider's model id from the path or the body, and passes nothing on that is not mapped to a model of the Hub.
/// </summary>
internal sealed class RoutedProviders(ChatEndpoint chat)
{
    /// <summary>Where fal's queue lies in the emulator; a client that keeps the path of a poll address arrives with it.</summary>
    private const string QueuePrefix = "fal-ai/queue/";

    /// <summary>Providers that only chat, all in the one dialect.</summary>
    private static readonly Dictionary<string, string> ChatRoutes = new(StringComparer.Ordinal)
    {
        ["baseten"] = "v1/chat/completions",
        ["cerebras"] = "v1/chat/completions",
        ["cohere"] = "compatibility/v1/chat/completions",
        ["deepinfra"] = "v1/openai/chat/completions",
        ["featherless-ai"] = "v1/chat/completions",
        ["groq"] = "openai/v1/chat/completions",
        ["novita"] = "v3/openai/chat/completions",
        ["nscale"] = "v1/chat/completions",
        ["ovhcloud"] = "v1/chat/completions",
        ["publicai"] = "v1/chat/completions",
        ["scaleway"] = "v1/chat/completions",
        ["zai-org"] = "api/paas/v4/chat/completions",
    };

    public Task HandleAsync(Exchange exchange, string provider, string path) => provider switch
    {
        "fal-ai" => PassToFalAsync(exchange, path),
        "replicate" => PassToReplicateAsync(exchange, path),
        "together" => PassToTogetherAsync(exchange, path),
        "fireworks-ai" when path == "inference/v1/chat/completions" => PassAsync(exchange, provider, path, ModelOf(exchange), exact: true),
        "hf-inference" => PassToInferenceAsync(exchange, path),
        _ when ChatRoutes.TryGetValue(provider, out var route) && route == path => chat.HandleAsync(exchange, request => Mapped(provider, request.Model)),
        _ when ChatRoutes.ContainsKey(provider) || provider == "fireworks-ai" => throw Unsupported(provider),
        _ => throw HuggingFaceErrors.Create(404, "Not Found"),
    };

    private static WireException Unsupported(string provider) => HuggingFaceErrors.Create(400, $"Model not supported by provider {provider}");

    private static string Mapped(string provider, string model) =>
        HubModels.IsServed(provider, id => id == model) ? model : throw Unsupported(provider);

    private static Task PassAsync(Exchange exchange, string provider, string path, string? model, bool exact)
    {
        if (exact)
        {
            Mapped(provider, model ?? string.Empty);
        }

        var passed = exchange.PassedTo(provider, path);
        return passed.Provider.Protocol.HandleAsync(passed);
    }

    /// <summary>The path is the endpoint; a query moves the call to the queue, whose jobs lie below the endpoint's application.</summary>
    private static Task PassToFalAsync(Exchange exchange, string path)
    {
        var endpoint = path.StartsWith(QueuePrefix, StringComparison.Ordinal) ? path[QueuePrefix.Length..] : path;
        var isJob = endpoint.Split("/requests/") is [var app, _] && HubModels.IsServed("fal-ai", id => id == app || id.StartsWith(app + "/", StringComparison.Ordinal));
        var host = isJob || exchange.Http.Request.Query["_subdomain"] == "queue" ? "queue/" : "run/";
        return PassAsync(exchange, "fal-ai", host + endpoint, endpoint, exact: !isJob);
    }

    /// <summary>A model's name stands in the path, or its version in the body.</summary>
    private static Task PassToReplicateAsync(Exchange exchange, string path) => path.Split('/') switch
    {
        ["v1", "models", var owner, var name, "predictions"] => PassAsync(exchange, "replicate", path, $"{owner}/{name}", exact: true),
        ["v1", "predictions"] when HubModels.IsServed("replicate", VersionOf(exchange)) => PassAsync(exchange, "replicate", path, null, exact: false),
        ["v1", "predictions", _] or ["v1", "predictions", _, "cancel"] => PassAsync(exchange, "replicate", path, null, exact: false),
        _ => throw Unsupported("replicate"),
    };

    private static Func<string, bool> VersionOf(Exchange exchange)
    {
        var version = Field(exchange, "version") ?? string.Empty;
        return id => id.Contains(':', StringComparison.Ordinal) && (id == version || id.Split(':')[1] == version);
    }

    private static async Task PassToTogetherAsync(Exchange exchange, string path)
    {
        var isPoll = path.Split('/') is ["v2", "videos", _];
        if (!isPoll && !path.StartsWith("v1/", StringComparison.Ordinal) && path != "v2/videos")
        {
            throw Unsupported("together");
        }

        var isForm = exchange.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;
        var model = isForm ? (await FormReader.ReadAsync(exchange).ConfigureAwait(false)).Text("model") : ModelOf(exchange);
        await PassAsync(exchange, "together", path, model, exact: !isPoll).ConfigureAwait(false);
    }

    /// <summary>The models of hf-inference have their Hub's ids; more are deployed than the table of the Hub here holds.</summary>
    private static Task PassToInferenceAsync(Exchange exchange, string path) => path.Split('/') switch
    {
        ["models", var first, .. var rest] when PipelineModels.Find(first) is not null || (rest.Length > 0 && PipelineModels.Find($"{first}/{rest[0]}") is not null) =>
            PassAsync(exchange, "hf-inference", path, null, exact: false),
        ["models", var owner, var name, ..] => PassAsync(exchange, "hf-inference", path, $"{owner}/{name}", exact: true),
        _ => throw HuggingFaceErrors.Create(404, "Not Found"),
    };

    private static string? ModelOf(Exchange exchange) => Field(exchange, "model");

    /// <summary>A text of the body's root; null if the body is none that has it.</summary>
    private static string? Field(Exchange exchange, string name)
    {
        try
        {
            return JsonElement.Parse(exchange.Body.Span) is { ValueKind: JsonValueKind.Object } root
                && ChatReader.Value(root, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
