using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Completes texts, in one piece or token by token.</summary>
internal sealed class CompletionEndpoint(CompletionDialect dialect)
{
    public Task HandleAsync(Exchange exchange)
    {
        var request = new CompletionReader(dialect).Read(exchange);
        var model = dialect.Resolve(request);
        var choices = new CompletionComposer(dialect).Compose(request, model);
        if (request.Stream)
        {
            return StreamAsync(exchange, request, model, choices);
        }

        var answer = Head(exchange, request, model, dialect.ObjectName);
        answer["choices"] = new JsonArray([.. choices.Select(choice => WriteChoice(request, choice))]);
        answer["usage"] = Usage(request, choices);
        dialect.Finish?.Invoke(request, answer);
        return exchange.WriteJsonAsync(200, answer);
    }

    private async Task StreamAsync(Exchange exchange, CompletionRequest request, string model, List<CompletionChoice> choices)
    {
        var events = new EventStream(exchange);
        await events.StartAsync().ConfigureAwait(false);
        foreach (var choice in choices)
        {
            var offset = 0;
            foreach (var token in choice.Tokens)
            {
                var logprobs = request.Logprobs is { } alternatives ? LogprobWriter.WriteLegacy([token], alternatives, offset) : null;
                await events.SendAsync(Chunk(choice, token, logprobs)).ConfigureAwait(false);
                offset += token.Length;
            }

            var end = Chunk(choice, null, null);
            if (TellsUsage(request) && dialect.UsageOnFinish && choice == choices[^1])
            {
                end["usage"] = Usage(request, choices);
            }

            await events.SendAsync(end).ConfigureAwait(false);
        }

        if (TellsUsage(request) && !dialect.UsageOnFinish)
        {
            var last = Head(exchange, request, model, dialect.ChunkName);
            last["choices"] = new JsonArray();
            last["usage"] = Usage(request, choices);
            await events.SendAsync(last).ConfigureAwait(false);
        }

        await events.SendAsync("[DONE]").ConfigureAwait(false);

        JsonObject Chunk(CompletionChoice choice, string? token, JsonNode? logprobs)
        {
            var chunk = Head(exchange, request, model, dialect.ChunkName);
            chunk["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = choice.Index,
                ["text"] = token ?? string.Empty,
                ["logprobs"] = logprobs,
                ["finish_reason"] = token is null ? choice.FinishReason : null,
            });
            if (TellsUsage(request))
            {
                chunk["usage"] = null;
            }

            dialect.Chunk?.Invoke(request, choice, token, chunk);
            return chunk;
        }
    }

    private bool TellsUsage(CompletionRequest request) => request.IncludeUsage || dialect.UsageUnasked;

    private JsonObject Head(Exchange exchange, CompletionRequest request, string model, string name) => new()
    {
        ["id"] = dialect.IdPrefix + request.Hash.ToString("x16", CultureInfo.InvariantCulture),
        ["object"] = name,
        ["created"] = exchange.UnixNow,
        ["model"] = model,
    };

    private JsonObject WriteChoice(CompletionRequest request, CompletionChoice choice)
    {
        var node = new JsonObject
        {
            ["index"] = choice.Index,
            ["text"] = choice.Text,
            ["logprobs"] = request.Logprobs is { } alternatives ? LogprobWriter.WriteLegacy(choice.Tokens, alternatives) : null,
            ["finish_reason"] = choice.FinishReason,
        };
        dialect.Choice?.Invoke(request, choice, node);
        return node;
    }

    private static JsonObject Usage(CompletionRequest request, List<CompletionChoice> choices)
    {
        var written = choices.Sum(choice => choice.NewTokens);
        return new JsonObject
        {
            ["prompt_tokens"] = request.PromptTokens,
            ["completion_tokens"] = written,
            ["total_tokens"] = request.PromptTokens + written,
        };
    }
}
