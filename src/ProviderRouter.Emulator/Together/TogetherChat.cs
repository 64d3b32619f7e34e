using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Together;

/// <summary>Together's chat as a dialect.</summary>
internal static class TogetherChat
{
    private static readonly Dictionary<string, FieldRule> Extras = new(StringComparer.Ordinal)
    {
        ["stop"] = new(FieldKind.List),
        ["logprobs"] = new(FieldKind.Integer, 0, 20),
        ["top_k"] = new(FieldKind.Integer),
        ["min_p"] = new(FieldKind.Number, 0, 1),
        ["repetition_penalty"] = new(FieldKind.Number, 0),
        ["echo"] = new(FieldKind.Flag),
        ["context_length_exceeded_behavior"] = FieldRule.OneOf("truncate", "error"),
        ["reasoning"] = new(FieldKind.Object),
        ["reasoning_effort"] = FieldRule.OneOf("low", "medium", "high"),
        ["chat_template_kwargs"] = new(FieldKind.Object),
        ["compliance"] = FieldRule.OneOf("hipaa"),
        ["safety_model"] = new(FieldKind.Text),
    };

    public static ChatDialect Dialect(Protocol protocol) => new(protocol)
    {
        Extras = Extras,
        IdPrefix = "oEmulat-2kFHot-",
        AskedUsageOnFinish = true,
        OpensWithRole = false,
        TakesFlatSchema = true,
        TakesToolName = true,
        SoundFormats = ["wav"],
        ReasoningField = "reasoning",
        NaturalEnd = TogetherMarks.NaturalEnd,
        Thinks = Thinks,
        Usage = answer => new JsonObject
        {
            ["prompt_tokens"] = answer.PromptTokens,
            ["completion_tokens"] = answer.CompletionTokens,
            ["total_tokens"] = answer.PromptTokens + answer.CompletionTokens,
            ["cached_tokens"] = 0,
        },
        Choice = AddToChoice,
        Chunk = AddToChunk,
        Finish = (_, root, _, body) =>
        {
            var text = root.GetProperty("messages").EnumerateArray().Select(message => ChatReader.Value(message, "content")?.ToString());
            int? alternatives = ChatReader.Value(root, "logprobs") is { } count ? count.GetInt32() : null;
            body["prompt"] = TogetherMarks.Prompt(IsTrue(root, "echo"), string.Join('\n', text), alternatives);
        },
    };

    /// <summary>Checks the model, and that prompt and answer fit into its context unless the prompt may be cut.</summary>
    public static string Resolve(Chat.ChatRequest request)
    {
        var model = TogetherModel.Resolve(request.Model);
        var (context, prompt) = (TogetherModel.ContextOf(model), ChatComposer.PromptTokens(request));
        var mayCut = ChatReader.Value(request.Body, "context_length_exceeded_behavior") is { } behaviour && behaviour.ValueEquals("truncate");
        return !mayCut && (long)prompt + (request.MaxTokens ?? 0) > context ? throw TogetherErrors.TooLong(context, prompt, request.MaxTokens ?? 0) : model;
    }

    /// <summary>Hybrid models are told to think by a field, or by what their template knows.</summary>
    private static bool Thinks(JsonElement root) =>
        (ChatReader.Value(root, "reasoning") is { } reasoning && IsTrue(reasoning, "enabled"))
        || (ChatReader.Value(root, "chat_template_kwargs") is { } template && (IsTrue(template, "enable_thinking") || IsTrue(template, "thinking")));

    private static bool IsTrue(JsonElement root, string name) => ChatReader.Value(root, name) is { ValueKind: JsonValueKind.True };

    private static void AddToChoice(Chat.ChatRequest request, Chat.ChatChoice choice, JsonObject node)
    {
        node["seed"] = TogetherMarks.Seed(request.Hash, choice.Index);
        if (request.LegacyLogprobs)
        {
            node["logprobs"] = TogetherMarks.Logprobs(choice.Content, request.TopLogprobs);
        }

        var message = node["message"]!.AsObject();
        var calls = message["tool_calls"] as JsonArray ?? [];
        for (var index = 0; index < calls.Count; index++)
        {
            calls[index]!.AsObject().Insert(0, "index", index);
        }

        message["tool_calls"] = calls;
    }

    /// <summary>Each delta tells its role and token; the text stands beside it too, and a log probability is a bare number.</summary>
    private static void AddToChunk(Chat.ChatRequest request, Chat.ChatChoice choice, string? token, JsonObject node)
    {
        var delta = node["delta"]!.AsObject();
        delta["role"] = "assistant";
        delta.TryAdd("content", string.Empty);
        delta.TryAdd("tool_calls", null);
        delta["token_id"] = TogetherMarks.TokenId(token ?? "<|eot|>");
        var isContent = token is not null && !delta.ContainsKey("reasoning");
        node["text"] = isContent ? token : string.Empty;
        node["seed"] = node["finish_reason"] is null ? null : TogetherMarks.Seed(request.Hash, choice.Index);
        node["logprobs"] = request.LegacyLogprobs && isContent ? LogprobWriter.Logprob(token!) : null;
    }
}
