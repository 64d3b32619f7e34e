using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Writes an answer in one piece.</summary>
internal static class ChatWriter
{
    public static JsonObject Write(ChatRequest request, ChatAnswer answer, ChatDialect dialect) => new()
    {
        ["id"] = answer.Id,
        ["object"] = "chat.completion",
        ["created"] = answer.Created,
        ["model"] = answer.Model,
        ["choices"] = new JsonArray([.. answer.Choices.Select(choice => WriteChoice(request, choice, dialect))]),
        ["usage"] = WriteUsage(answer, dialect),
    };

    public static JsonObject WriteUsage(ChatAnswer answer, ChatDialect dialect)
    {
        if (dialect.Usage is { } own)
        {
            return own(answer);
        }

        var usage = new JsonObject
        {
            ["prompt_tokens"] = answer.PromptTokens,
            ["completion_tokens"] = answer.CompletionTokens,
            ["total_tokens"] = answer.PromptTokens + answer.CompletionTokens,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
        };
        if (dialect.CountsReasoning)
        {
            usage["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = answer.ReasoningTokens };
        }

        return usage;
    }

    /// <summary>A call as it stands in a message; in a delta it has an index too.</summary>
    public static JsonObject WriteCall(ChatToolCall call, string arguments) => new()
    {
        ["id"] = call.Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = arguments },
    };

    private static JsonObject WriteChoice(ChatRequest request, ChatChoice choice, ChatDialect dialect)
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = choice.ToolCalls.Count > 0 ? null : string.Concat(choice.Content),
        };
        if (choice.Reasoning.Count > 0)
        {
            message[dialect.ReasoningField] = string.Concat(choice.Reasoning);
        }

        if (choice.ToolCalls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. choice.ToolCalls.Select(call => WriteCall(call, call.Arguments))]);
        }

        var node = new JsonObject
        {
            ["index"] = choice.Index,
            ["message"] = message,
            ["logprobs"] = LogprobWriter.Write(request, choice.Content),
            ["finish_reason"] = choice.FinishReason,
        };
        dialect.Choice?.Invoke(request, choice, node);
        return node;
    }
}
