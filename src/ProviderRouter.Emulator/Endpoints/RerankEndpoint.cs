using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Ranks documents by the words they share with the query.</summary>
internal sealed class RerankEndpoint(RerankDialect dialect)
{
    public Task HandleAsync(Exchange exchange)
    {
        var body = dialect.Rules.Read(exchange);
        var model = dialect.Resolve(body.Text("model") ?? dialect.DefaultModel ?? body.Required("model"));
        var query = body.Required("query");
        var documents = ReadDocuments(body);
        var returns = body.Flag("return_documents", dialect.ReturnsDocuments);
        var ranked = documents
            .Select((document, index) => (document.Whole, Index: index, Score: Score(query, document.Ranked)))
            .OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Index)
            .Take(body.Integer("top_n") ?? int.MaxValue);
        var results = new JsonArray();
        foreach (var (whole, index, score) in ranked)
        {
            var result = new JsonObject { ["index"] = index, ["relevance_score"] = score };
            if ((returns ? dialect.Document(whole) : dialect.NoDocument()) is { } document)
            {
                result["document"] = document;
            }

            results.Add(result);
        }

        var tokens = documents.Sum(document => Tokens.Count(query) + Tokens.Count(document.Ranked));
        var id = StableHash.Of(exchange.Body.Span).ToString("x16", CultureInfo.InvariantCulture);
        return exchange.WriteJsonAsync(200, dialect.Envelope(new RerankAnswer(id, model, results, tokens)));
    }

    /// <summary>Of each document the whole as it comes back, and the part that is ranked.</summary>
    private List<(string Whole, string Ranked)> ReadDocuments(RequestBody body)
    {
        if (body.Value("documents") is not { } list)
        {
            throw body.Missing("documents");
        }

        if (list.GetArrayLength() == 0)
        {
            throw body.Invalid("documents", "expected at least one document");
        }

        var fields = body.Value("rank_fields") is { ValueKind: JsonValueKind.Array } names
            ? names.EnumerateArray().Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal)
            : null;
        return [.. list.EnumerateArray().Select(document => ReadDocument(body, document, fields))];
    }

    private (string Whole, string Ranked) ReadDocument(RequestBody body, JsonElement document, HashSet<string>? fields)
    {
        if (document.ValueKind == JsonValueKind.String)
        {
            return (document.GetString()!, document.GetString()!);
        }

        if (!dialect.TakesObjects || document.ValueKind != JsonValueKind.Object)
        {
            throw body.Invalid("documents", dialect.TakesObjects ? "expected strings or objects" : "expected strings");
        }

        var parts = document.EnumerateObject().Where(field => fields?.Contains(field.Name) != false).Select(field => field.Value.ToString());
        return (JsonNode.Parse(document.GetRawText())!.ToJsonString(Exchange.Json), string.Join('\n', parts));
    }

    /// <summary>Between 0 and 1, steep in the middle as rankers are.</summary>
    private static double Score(string query, string document) =>
        Math.Round(1 / (1 + Math.Exp(-12 * (TextVector.Likeness(query, document) - 0.4))), 6);
}
