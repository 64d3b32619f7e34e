using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Together;

/// <summary>Together's completions, embeddings and ranking as dialects.</summary>
internal static class TogetherTexts
{
    private static string Unrecognized(IReadOnlyList<string> names) => "Unrecognized request arguments supplied: " + string.Join(", ", names);

    public static CompletionDialect Completions(Protocol protocol) => new(new BodyRules(protocol, new Dictionary<string, FieldRule>(CompletionDialect.CommonFields())
    {
        ["prompt"] = new(FieldKind.Text),
        ["stop"] = new(FieldKind.List),
        ["logprobs"] = new(FieldKind.Integer, 0, 20),
        ["max_tokens"] = new(FieldKind.Integer, 1),
        ["top_k"] = new(FieldKind.Integer),
        ["min_p"] = new(FieldKind.Number, 0, 1),
        ["repetition_penalty"] = new(FieldKind.Number, 0),
        ["safety_model"] = new(FieldKind.Text),
    }))
    {
        Resolve = request =>
        {
            var model = TogetherModel.Resolve(request.Model);
            var (context, more) = (TogetherModel.ContextOf(model), request.MaxTokens ?? 0);
            return (long)request.PromptTokens + more > context ? throw TogetherErrors.TooLong(context, request.PromptTokens, more) : model;
        },
        TakesOnePrompt = true,
        EchoesInText = false,
        UsageOnFinish = true,
        IdPrefix = "oEmulat-2kFHot-",
        ObjectName = "text.completion",
        ChunkName = "completion.chunk",
        NaturalEnd = TogetherMarks.NaturalEnd,
        Choice = (request, choice, node) =>
        {
            node["seed"] = TogetherMarks.Seed(request.Hash, choice.Index);
            node["logprobs"] = request.Logprobs is { } alternatives ? TogetherMarks.Logprobs(choice.Tokens, alternatives) : null;
        },
        Finish = (request, answer) => answer["prompt"] = TogetherMarks.Prompt(request.Echo, request.Prompts[0], request.Logprobs),
        Chunk = AddToChunk,
    };

    public static EmbeddingDialect Embeddings(Protocol protocol) => new(new BodyRules(protocol, new Dictionary<string, FieldRule>(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["input"] = new(FieldKind.TextOrList),
        ["encoding_format"] = FieldRule.OneOf("float", "base64"),
    })
    {
        RefusesUnknown = true,
        Unknown = Unrecognized,
    })
    {
        Resolve = TogetherModel.Resolve,
        Size = model => model.Contains("large", StringComparison.OrdinalIgnoreCase) ? 1024 : 768,
        MostTokens = TogetherModel.EmbeddingContextOf,
        TellsUsage = model => !model.StartsWith("BAAI/", StringComparison.Ordinal),
    };

    public static RerankDialect Rerank(Protocol protocol) => new(new BodyRules(protocol, new Dictionary<string, FieldRule>(RerankDialect.CommonFields())
    {
        ["rank_fields"] = new(FieldKind.List),
    })
    {
        RefusesUnknown = true,
        Unknown = Unrecognized,
    })
    {
        Resolve = TogetherModel.Resolve,
        TakesObjects = true,
        ReturnsDocuments = false,
        NoDocument = () => new JsonObject(),
        Envelope = answer => new JsonObject
        {
            ["object"] = "rerank",
            ["id"] = "oEmulat-" + answer.Id,
            ["model"] = answer.Model,
            ["results"] = answer.Results,
            ["usage"] = new JsonObject { ["prompt_tokens"] = answer.Tokens, ["completion_tokens"] = 0, ["total_tokens"] = answer.Tokens },
        },
    };

    /// <summary>The token stands at the top and in the choice twice; how it ended stands at the top only.</summary>
    private static void AddToChunk(CompletionRequest request, CompletionChoice choice, string? token, JsonObject chunk)
    {
        var node = chunk["choices"]![0]!.AsObject();
        var finish = node["finish_reason"]?.GetValue<string>();
        node.Remove("finish_reason");
        node.Remove("logprobs");
        node["delta"] = new JsonObject { ["role"] = "assistant", ["content"] = token ?? string.Empty };
        chunk["token"] = new JsonObject
        {
            ["id"] = TogetherMarks.TokenId(token ?? "<|eot|>"),
            ["text"] = token ?? string.Empty,
            ["logprob"] = request.Logprobs is null || token is null ? 0 : LogprobWriter.Logprob(token),
            ["special"] = token is null,
        };
        chunk["seed"] = finish is null ? null : TogetherMarks.Seed(request.Hash, choice.Index);
        chunk["finish_reason"] = finish;
    }
}
