using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>A model of the catalogue.</summary>
internal sealed record FireworksModel(string Id, string DisplayName, string Kind, int ContextLength)
{
    public bool TakesImages { get; init; }

    public bool TakesTools { get; init; }
}

/// <summary>The lists of models: page by page on the control plane, and all at once in the OpenAI shape.</summary>
internal sealed class FireworksModels(FireworksProtocol protocol)
{
    private const int UsualPage = 50;
    private const int LargestPage = 200;

    private static readonly FireworksModel[] Public =
    [
        new("gpt-oss-20b", "OpenAI gpt-oss-20b", "HF_BASE_MODEL", 131072) { TakesTools = true },
        new("gpt-oss-120b", "OpenAI gpt-oss-120b", "HF_BASE_MODEL", 131072) { TakesTools = true },
        new("llama-v3p1-8b-instruct", "Llama 3.1 8B Instruct", "HF_BASE_MODEL", 131072) { TakesTools = true },
        new("kimi-k2p6", "Kimi K2.6", "HF_BASE_MODEL", 262000) { TakesTools = true, TakesImages = true },
        new("qwen2p5-vl-32b-instruct", "Qwen2.5 VL 32B Instruct", "HF_BASE_MODEL", 128000) { TakesImages = true },
        new("qwen3-embedding-8b", "Qwen3 Embedding 8B", "EMBEDDING_MODEL", 40960),
        new("qwen3-reranker-8b", "Qwen3 Reranker 8B", "EMBEDDING_MODEL", 40960),
        new("flux-1-schnell-fp8", "FLUX.1 [schnell] FP8", "FLUMINA_BASE_MODEL", 0),
        new("flux-1-dev-fp8", "FLUX.1 [dev] FP8", "FLUMINA_BASE_MODEL", 0),
        new("flux-kontext-pro", "FLUX.1 Kontext Pro", "FLUMINA_BASE_MODEL", 0) { TakesImages = true },
        new("stable-diffusion-xl-1024-v1-0", "Stable Diffusion XL", "FLUMINA_BASE_MODEL", 0),
    ];

    private static readonly FireworksModel[] Own = [new("my-llama-lora", "A fine-tuned Llama", "HF_PEFT_ADDON", 131072)];

    /// <summary><c>v1/accounts/{account}/models</c> and below it a model.</summary>
    public Task HandleAsync(Exchange exchange, string account, string? id)
    {
        protocol.RequireMethod(exchange, "GET");
        var models = account switch { "fireworks" => Public, "emulator" => Own, _ => throw protocol.Error(404, $"Account {account} not found", code: "NOT_FOUND") };
        return id is null
            ? ListAsync(exchange, account, models)
            : exchange.WriteJsonAsync(200, Write(account, Array.Find(models, model => model.Id == id) ?? throw protocol.ModelNotFound()));
    }

    /// <summary>The list in the OpenAI shape.</summary>
    public Task ListAsync(Exchange exchange)
    {
        protocol.RequireMethod(exchange, "GET");
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. Public.Select(model => new JsonObject
            {
                ["id"] = Name("fireworks", model),
                ["object"] = "model",
                ["created"] = 1760000000,
                ["owned_by"] = "fireworks",
            })]),
        });
    }

    private Task ListAsync(Exchange exchange, string account, FireworksModel[] models)
    {
        var query = exchange.Http.Request.Query;
        var size = query["pageSize"].ToString() is { Length: > 0 } asked ? Number("pageSize", asked, 1, int.MaxValue) : UsualPage;
        var filtered = models.Where(Filter(query["filter"].ToString())).ToList();
        var from = query["pageToken"].ToString() is { Length: > 0 } token ? Number("pageToken", token, 1, filtered.Count) : 0;
        var page = filtered.Skip(from).Take(Math.Min(size, LargestPage)).ToList();
        var next = from + page.Count;
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["models"] = new JsonArray([.. page.Select(model => Write(account, model))]),
            ["nextPageToken"] = next < filtered.Count ? next.ToString(CultureInfo.InvariantCulture) : string.Empty,
            ["totalSize"] = filtered.Count,
        });
    }

    /// <summary>One comparison of a field with a value, or none: <c>supportsTools=true</c>.</summary>
    private Func<FireworksModel, bool> Filter(string filter)
    {
        if (filter.Length == 0)
        {
            return _ => true;
        }

        var parts = filter.Split('=', 2, StringSplitOptions.TrimEntries);
        var probe = Write("fireworks", Public[0]);
        return parts.Length == 2 && probe.ContainsKey(parts[0])
            ? model => string.Equals(Write("fireworks", model)[parts[0]]?.ToString(), parts[1].Trim('"'), StringComparison.OrdinalIgnoreCase)
            : throw protocol.Error(400, $"Invalid filter: '{filter}'.");
    }

    private int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw protocol.Error(400, $"Invalid {name}: '{text}'.");

    private static string Name(string account, FireworksModel model) => $"accounts/{account}/models/{model.Id}";

    private static JsonObject Write(string account, FireworksModel model) => new()
    {
        ["name"] = Name(account, model),
        ["displayName"] = model.DisplayName,
        ["kind"] = model.Kind,
        ["state"] = "READY",
        ["public"] = account == "fireworks",
        ["contextLength"] = model.ContextLength,
        ["supportsImageInput"] = model.TakesImages,
        ["supportsTools"] = model.TakesTools,
        ["supportsServerless"] = account == "fireworks",
        ["deprecationDate"] = null,
    };
}
