using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Writes an answer token by token as server-sent events.</summary>
internal sealed class ChatStreamer(EventStream events, ChatRequest request, ChatAnswer answer, ChatDialect dialect)
{
    private bool UsageOnFinish => dialect.UsageOnFinish || dialect.AskedUsageOnFinish;

    private bool TellsUsage => request.IncludeUsage || dialect.UsageOnFinish;

    public async Task WriteAsync()
    {
        await events.StartAsync().ConfigureAwait(false);
        foreach (var choice in answer.Choices)
        {
            await WriteChoiceAsync(choice).ConfigureAwait(false);
        }

        if (TellsUsage && !UsageOnFinish)
        {
            var chunk = Chunk([]);
            chunk["usage"] = ChatWriter.WriteUsage(answer, dialect);
            await events.SendAsync(chunk).ConfigureAwait(false);
        }

        await events.SendAsync("[DONE]").ConfigureAwait(false);
    }

    private async Task WriteChoiceAsync(ChatChoice choice)
    {
        if (dialect.OpensWithRole)
        {
            var first = new JsonObject { ["role"] = "assistant", ["content"] = choice.ToolCalls.Count > 0 ? null : "" };
            await SendAsync(choice, first).ConfigureAwait(false);
        }

        foreach (var token in choice.Reasoning)
        {
            await SendAsync(choice, new JsonObject { [dialect.ReasoningField] = token }, token).ConfigureAwait(false);
        }

        var offset = 0;
        foreach (var token in choice.Content)
        {
            await SendAsync(choice, new JsonObject { ["content"] = token }, token, LogprobWriter.Write(request, [token], offset)).ConfigureAwait(false);
            offset += token.Length;
        }

        for (var index = 0; index < choice.ToolCalls.Count; index++)
        {
            await WriteCallAsync(choice, choice.ToolCalls[index], index).ConfigureAwait(false);
        }

        var end = Chunk([Delta(choice, new JsonObject(), null, null, choice.FinishReason)]);
        if (TellsUsage && UsageOnFinish && choice == answer.Choices[^1])
        {
            end["usage"] = ChatWriter.WriteUsage(answer, dialect);
        }

        await events.SendAsync(end).ConfigureAwait(false);
    }

    private async Task WriteCallAsync(ChatChoice choice, ChatToolCall call, int index)
    {
        var head = ChatWriter.WriteCall(call, string.Empty);
        head.Insert(0, "index", index);
        await SendAsync(choice, new JsonObject { ["tool_calls"] = new JsonArray(head) }).ConfigureAwait(false);
        foreach (var piece in Tokens.Split(call.Arguments))
        {
            var part = new JsonObject { ["index"] = index };
            if (dialect.RepeatsToolCallIds)
            {
                part["id"] = call.Id;
                part["type"] = "function";
            }

            part["function"] = new JsonObject { ["arguments"] = piece };
            await SendAsync(choice, new JsonObject { ["tool_calls"] = new JsonArray(part) }).ConfigureAwait(false);
        }
    }

    private Task SendAsync(ChatChoice choice, JsonObject delta, string? token = null, JsonNode? logprobs = null) =>
        events.SendAsync(Chunk([Delta(choice, delta, token, logprobs, null)]));

    private JsonObject Delta(ChatChoice choice, JsonObject delta, string? token, JsonNode? logprobs, string? finish)
    {
        var node = new JsonObject
        {
            ["index"] = choice.Index,
            ["delta"] = delta,
            ["logprobs"] = logprobs,
            ["finish_reason"] = finish,
        };
        dialect.Chunk?.Invoke(request, choice, token, node);
        return node;
    }

    private JsonObject Chunk(JsonArray choices)
    {
        var chunk = new JsonObject
        {
            ["id"] = answer.Id,
            ["object"] = "chat.completion.chunk",
            ["created"] = answer.Created,
            ["model"] = answer.Model,
            ["choices"] = choices,
        };
        if (TellsUsage)
        {
            chunk["usage"] = null;
        }

        return chunk;
    }
}
