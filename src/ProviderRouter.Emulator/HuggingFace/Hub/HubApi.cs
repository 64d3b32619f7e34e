using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.HuggingFace.Hub;

/// <summary>The Hub's API, as far as it tells who serves which model. It needs no key, but heeds one.</summary>
internal sealed class HubApi(Protocol protocol)
{
    public const string Prefix = "hub/";

    private static readonly string[] Statuses = ["live", "staging", "error"];

    public Task HandleAsync(Exchange exchange)
    {
        if (exchange.Header("Authorization") is not null)
        {
            protocol.CheckKey(exchange);
        }

        if (exchange.Method != "GET")
        {
            throw HuggingFaceErrors.Create(405, "Method Not Allowed");
        }

        return exchange.Path[Prefix.Length..].Split('/') switch
        {
            ["api", "models"] => new HubSearch(exchange).WriteAsync(),
            ["api", "models", var owner, var name] => WriteModelAsync(exchange, $"{owner}/{name}"),
            ["api", "partners", var provider, "models"] => exchange.WriteJsonAsync(200, Partner(exchange, provider)),
            ["api", "tasks"] => exchange.WriteJsonAsync(200, Tasks()),
            _ => throw HuggingFaceErrors.Create(404, "Not Found"),
        };
    }

    /// <summary>A model that is not there looks like a private one to who has no key.</summary>
    private static Task WriteModelAsync(Exchange exchange, string id)
    {
        var hasKey = exchange.Header("Authorization") is not null;
        var model = HubModels.Find(id) ?? throw new WireException(hasKey ? 404 : 401, new JsonObject { ["error"] = "Repository not found" })
        {
            Headers = [("X-Error-Code", "RepoNotFound"), ("X-Error-Message", "Repository not found")],
        };
        return exchange.WriteJsonAsync(200, new HubWriter(exchange).Write(model, model.ListsProviders));
    }

    /// <summary>A partner's models by task; beside single models stands the rule by which adapters of a base model are served.</summary>
    private static JsonObject Partner(Exchange exchange, string provider)
    {
        var status = exchange.Http.Request.Query["status"].ToString() is { Length: > 0 } asked ? asked : "live";
        if (!Statuses.Contains(status))
        {
            throw HuggingFaceErrors.Create(400, $"\"status\" must be one of [{string.Join(", ", Statuses)}]");
        }

        var served = HubModels.All.Where(model => model.Mapping(provider) is not null).ToList();
        if (served.Count == 0)
        {
            throw HuggingFaceErrors.Create(404, "Partner not found");
        }

        var tasks = new JsonObject();
        foreach (var model in served.Where(model => model.Mapping(provider)!.Status == status))
        {
            var mapping = model.Mapping(provider)!;
            tasks.TryAdd(model.Task, new JsonObject());
            var entry = new JsonObject { ["_id"] = HubWriter.IdOf(provider + model.Id), ["providerId"] = mapping.ProviderId, ["status"] = mapping.Status };
            var name = model.Id;
            if (mapping.AdapterWeightsPath is not null)
            {
                name = "tag-filter=" + string.Join(',', model.Tags.Reverse());
                entry["adapterType"] = "lora";
                entry["tags"] = new JsonArray([.. model.Tags.Select(tag => (JsonNode)tag)]);
            }

            tasks[model.Task]![name] = entry;
        }

        return tasks;
    }

    private static JsonObject Tasks()
    {
        var tasks = new JsonObject();
        foreach (var task in HubModels.All.Where(model => model.Mappings.Count > 0).GroupBy(model => model.PipelineTag))
        {
            tasks[task.Key] = new JsonObject
            {
                ["id"] = task.Key,
                ["models"] = new JsonArray([.. task.Select(model => new JsonObject { ["id"] = model.Id })]),
                ["widgetModels"] = new JsonArray(task.First().Id),
            };
        }

        return tasks;
    }
}
