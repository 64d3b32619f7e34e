using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>Reads and checks a request for completions.</summary>
internal sealed class CompletionReader(CompletionDialect dialect)
{
    private const int MostStops = 4;

    public CompletionRequest Read(Exchange exchange)
    {
        var body = dialect.Rules.Read(exchange);
        var model = dialect.NeedsModel ? body.Required("model") : body.Text("model") ?? string.Empty;
        var (prompts, tokens) = ReadPrompts(body);
        var options = body.Value("stream_options");
        if (options is not null && !body.Flag("stream"))
        {
            throw body.Invalid("stream_options", "it is only allowed when 'stream' is enabled");
        }

        if (body.Integer("best_of") is { } best && (best < (body.Integer("n") ?? 1) || (best > 1 && body.Flag("stream"))))
        {
            throw body.Invalid("best_of", "it must be at least 'n', and 1 in a stream");
        }

        return new CompletionRequest(body, model, prompts, tokens, StableHash.Of(exchange.Body.Span))
        {
            IncludeUsage = options is { } given && given.TryGetProperty("include_usage", out var include) && include.ValueKind == JsonValueKind.True,
            MaxTokens = body.Integer("max_tokens") ?? dialect.DefaultMaxTokens,
            Stops = ReadStops(body),
        };
    }

    private (List<string> Prompts, int Tokens) ReadPrompts(RequestBody body)
    {
        switch (body.Value("prompt"))
        {
            case null:
                throw body.Missing("prompt");
            case { ValueKind: JsonValueKind.String } text:
                return ([text.GetString()!], Tokens.Count(text.GetString()!));
            case { } list when dialect.TakesOnePrompt || list.GetArrayLength() == 0:
                throw body.Invalid("prompt", dialect.TakesOnePrompt ? "expected a string" : "expected at least one prompt");
            case { } list when list.EnumerateArray().All(IsToken):
                return ([Words(list)], list.GetArrayLength());
            case { } list:
                var prompts = list.EnumerateArray().Select(item => ReadPrompt(body, item)).ToList();
                return ([.. prompts.Select(prompt => prompt.Text)], prompts.Sum(prompt => prompt.Tokens));
        }
    }

    private static (string Text, int Tokens) ReadPrompt(RequestBody body, JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => (item.GetString()!, Tokens.Count(item.GetString()!)),
        JsonValueKind.Array when item.EnumerateArray().All(IsToken) => (Words(item), item.GetArrayLength()),
        _ => throw body.Invalid("prompt", "expected a string, strings, tokens, or lists of tokens"),
    };

    private static bool IsToken(JsonElement item) => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _);

    /// <summary>The emulator has no vocabulary: a token stands for itself.</summary>
    private static string Words(JsonElement tokens) => string.Concat(tokens.EnumerateArray().Select(token => " #" + token.GetRawText()));

    private static List<string> ReadStops(RequestBody body) => body.Value("stop") switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { } list when list.GetArrayLength() is > 0 and <= MostStops && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw body.Invalid("stop", "expected one to four strings"),
    };
}
