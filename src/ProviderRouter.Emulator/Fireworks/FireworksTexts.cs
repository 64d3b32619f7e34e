using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Completions, embeddings and ranking, as strict as the chat.</summary>
internal sealed partial class FireworksTexts(FireworksProtocol protocol)
{
    /// <summary>The length of a vector that nobody asked to be normalized.</summary>
    private const float RawLength = 12;

    private static readonly (string Part, int Size)[] Sizes =
        [("qwen3-embedding-8b", 4096), ("nomic-embed", 768), ("gte-base", 768), ("large", 1024), ("", 1024)];

    private readonly RerankEndpoint _rerank = new(new RerankDialect(new BodyRules(protocol, RerankFields()) { RefusesUnknown = true })
    {
        Resolve = protocol.RankingModel,
        DefaultModel = "accounts/fireworks/models/qwen3-reranker-8b",
        Document = text => text,
        Envelope = answer => new JsonObject
        {
            ["object"] = "list",
            ["model"] = answer.Model,
            ["data"] = answer.Results,
            ["usage"] = new JsonObject { ["prompt_tokens"] = answer.Tokens, ["total_tokens"] = answer.Tokens },
        },
    });

    public Task CompleteAsync(Exchange exchange)
    {
        // The two names of the limit may not both be given.
        var limit = ChatReader.Value(protocol.ReadObject(exchange), "max_completion_tokens") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt32(out var tokens) ? tokens : (int?)null;
        return new CompletionEndpoint(new CompletionDialect(new BodyRules(protocol, FireworksFields.Completions) { RefusesUnknown = true, RefusesNull = true })
        {
            Resolve = request => limit is null || request.Body.Integer("max_tokens") is null
                ? protocol.ChatModel(request.Model)
                : throw protocol.Error(400, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."),
            DefaultMaxTokens = limit,
            UsageOnFinish = true,
            UsageUnasked = true,
            Finish = (request, answer) => FireworksExtras.Add(exchange, request.Body.Root, request.PromptTokens, answer),
        }).HandleAsync(exchange);
    }

    public Task RankAsync(Exchange exchange) => _rerank.HandleAsync(exchange);

    public Task EmbedAsync(Exchange exchange)
    {
        var logits = ChatReader.Value(protocol.ReadObject(exchange), "return_logits") is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : 0;
        return new EmbeddingEndpoint(new EmbeddingDialect(new BodyRules(protocol, EmbeddingFields()) { RefusesUnknown = true, RefusesNull = true })
        {
            Resolve = protocol.EmbeddingModel,
            Size = model => logits > 0 ? logits : Array.Find(Sizes, size => model.Contains(size.Part, StringComparison.OrdinalIgnoreCase)).Size,
            CanShorten = model => model.Contains("qwen3", StringComparison.OrdinalIgnoreCase) || model.Contains("nomic", StringComparison.OrdinalIgnoreCase),
            Length = body => body.Flag("normalize") ? 1 : RawLength,
            ReadObject = Fill,
        }).HandleAsync(exchange);
    }

    /// <summary>Puts the texts of an object into the template; without one, or without a text it names, the object means nothing.</summary>
    private static string? Fill(RequestBody body, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || body.Text("prompt_template") is not { } template)
        {
            return null;
        }

        return Holes().Replace(template, hole => ChatReader.Value(item, hole.Groups[1].Value) is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : throw body.Invalid("input", $"the prompt_template names '{hole.Groups[1].Value}', which an input does not have"));
    }

    /// <summary>Of the common fields not user. OpenAI's own client, which the documentation recommends, always sends encoding_format.</summary>
    private static Dictionary<string, FieldRule> EmbeddingFields() => new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["input"] = new(FieldKind.Any),
        ["encoding_format"] = FieldRule.OneOf("float", "base64"),
        ["prompt_template"] = new(FieldKind.Text),
        ["dimensions"] = new(FieldKind.Integer, 1),
        ["return_logits"] = new(FieldKind.List),
        ["normalize"] = new(FieldKind.Flag),
    };

    private static Dictionary<string, FieldRule> RerankFields()
    {
        var fields = RerankDialect.CommonFields();
        fields["task"] = new(FieldKind.Text);
        return fields;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Holes();
}
