using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Schemas;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal;

/// <summary>The schemas that fal.ai publishes, one document for each endpoint.</summary>
internal static class FalOpenApi
{
    public static Task HandleAsync(Exchange exchange, string path)
    {
        if (path is not "api/openapi/queue/openapi.json")
        {
            throw FalErrors.Text(404, "Not Found");
        }

        var id = exchange.Http.Request.Query["endpoint_id"].ToString();
        var model = FalEndpoint.Parse(id.Split('/')) is { } endpoint ? FalCatalogue.Find(endpoint) : null;
        return exchange.WriteJsonAsync(200, Describe(model ?? throw FalErrors.Text(404, "Not Found")));
    }

    private static JsonObject Describe(FalModel model) => new()
    {
        ["openapi"] = "3.0.4",
        ["info"] = new JsonObject
        {
            ["title"] = "Queue OpenAPI for " + model.Id,
            ["version"] = "1.0.0",
            ["x-fal-metadata"] = new JsonObject { ["endpointId"] = model.Id },
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "https://queue.fal.run" }),
        ["paths"] = new JsonObject
        {
            ["/" + model.Id] = new JsonObject
            {
                ["post"] = new JsonObject
                {
                    ["requestBody"] = new JsonObject
                    {
                        ["required"] = true,
                        ["content"] = new JsonObject
                        {
                            ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Input" } },
                        },
                    },
                },
            },
        },
        ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["Input"] = Describe(model.Schema) } },
    };

    private static JsonObject Describe(FalSchema schema)
    {
        var properties = new JsonObject();
        foreach (var field in schema.Fields)
        {
            properties[field.Name] = Describe(field);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["title"] = "Input",
            ["properties"] = properties,
            ["x-fal-order-properties"] = new JsonArray([.. schema.Fields.Select(field => (JsonNode)field.Name)]),
            ["required"] = new JsonArray([.. schema.Fields.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name)]),
        };
    }

    private static JsonObject Describe(FalField field)
    {
        var (low, high) = field.Type is "int" or "num" ? ("minimum", "maximum") : field.Type == "str" ? ("minLength", "maxLength") : ("minItems", "maxItems");
        var description = field.Type switch
        {
            "size" => FalSize.Describe(),
            "obj" => Describe(field.Nested!),
            "objs" => new JsonObject { ["type"] = "array", ["items"] = Describe(field.Nested!) },
            "images" or "strs" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            "int" or "intenum" => new JsonObject { ["type"] = "integer" },
            "num" => new JsonObject { ["type"] = "number" },
            "bool" => new JsonObject { ["type"] = "boolean" },
            "any" => [],
            _ => new JsonObject { ["type"] = "string" },
        };
        if (field.Min is { } min)
        {
            description[low] = min;
        }

        if (field.Max is { } max)
        {
            description[high] = max;
        }

        if (field.Allowed.Count > 0)
        {
            description["enum"] = new JsonArray([.. field.Allowed.Select(item =>
                field.Type == "enum" ? (JsonNode)item : int.Parse(item, System.Globalization.CultureInfo.InvariantCulture))]);
        }

        return description;
    }
}
