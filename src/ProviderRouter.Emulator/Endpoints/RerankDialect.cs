using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>How one provider's ranking differs from that of Cohere and Jina; which fields it knows stands in the rules.</summary>
internal sealed record RerankDialect(BodyRules Rules)
{
    /// <summary>Checks the model id and says under which name it answers.</summary>
    public required Func<string, string> Resolve { get; init; }

    /// <summary>The model if none is named; null where one must be.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Whether a document may be an object of texts.</summary>
    public bool TakesObjects { get; init; }

    /// <summary>Whether the documents come back if nothing is said of it.</summary>
    public bool ReturnsDocuments { get; init; } = true;

    /// <summary>How a document comes back.</summary>
    public Func<string, JsonNode> Document { get; init; } = text => new JsonObject { ["text"] = text };

    /// <summary>What stands in its place if it does not, or null for nothing.</summary>
    public Func<JsonNode?> NoDocument { get; init; } = () => null;

    /// <summary>The answer around its results.</summary>
    public Func<RerankAnswer, JsonObject> Envelope { get; init; } = answer => new JsonObject
    {
        ["id"] = "rerank-" + answer.Id,
        ["model"] = answer.Model,
        ["usage"] = new JsonObject { ["prompt_tokens"] = answer.Tokens, ["total_tokens"] = answer.Tokens },
        ["results"] = answer.Results,
    };

    /// <summary>The fields that all rankers share.</summary>
    public static Dictionary<string, FieldRule> CommonFields() => new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["query"] = new(FieldKind.Text),
        ["documents"] = new(FieldKind.List),
        ["top_n"] = new(FieldKind.Integer, 1),
        ["return_documents"] = new(FieldKind.Flag),
    };
}

/// <summary>A ranking before it is wrapped: the results, best first, and the tokens read.</summary>
internal sealed record RerankAnswer(string Id, string Model, JsonArray Results, int Tokens);
