using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Answers a request for embeddings.</summary>
internal sealed class EmbeddingEndpoint(EmbeddingDialect dialect)
{
    public Task HandleAsync(Exchange exchange)
    {
        var body = dialect.Rules.Read(exchange);
        var model = dialect.Resolve(body.Required("model"));
        var inputs = new EmbeddingInputReader(dialect, body).Read(model);
        var size = ReadSize(body, model);
        var length = dialect.Length(body);
        var isBase64 = body.Text("encoding_format") == "base64";
        var data = new JsonArray();
        foreach (var input in inputs)
        {
            float[] vector = [.. TextVector.Of(input.Text, size, model).Select(value => value * length)];
            data.Add(new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = data.Count,
                ["embedding"] = isBase64 ? TextVector.ToBase64(vector) : new JsonArray([.. vector.Select(value => (JsonNode)value)]),
            });
        }

        var answer = new JsonObject { ["object"] = "list", ["data"] = data, ["model"] = model };
        if (dialect.TellsUsage(model))
        {
            var tokens = inputs.Sum(input => input.Tokens);
            answer["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens };
        }

        return exchange.WriteJsonAsync(200, answer);
    }

    private int ReadSize(RequestBody body, string model)
    {
        var size = dialect.Size(model);
        if (body.Value("dimensions") is not { } asked)
        {
            return size;
        }

        if (!dialect.CanShorten(model))
        {
            throw body.Invalid("dimensions", "this model does not support specifying dimensions");
        }

        return body.Integer("dimensions") is { } fewer && fewer <= size
            ? fewer
            : throw body.Invalid("dimensions", string.Create(CultureInfo.InvariantCulture, $"{asked} is more than the model's {size} dimensions"));
    }
}
