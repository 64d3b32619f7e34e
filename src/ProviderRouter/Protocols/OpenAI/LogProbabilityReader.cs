using System.Text.Json;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Reads <c>logprobs</c> in OpenAI's form (a list of tokens) and in the older one (parallel lists; Together, Fireworks with an integer).</summary>
internal static class LogProbabilityReader
{
    public static IReadOnlyList<TokenLogProbability>? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return root.TryGetProperty("content"u8, out var content) && content.ValueKind == JsonValueKind.Array ? ReadTokens(content)
            : root.TryGetProperty("tokens"u8, out var tokens) && root.TryGetProperty("token_logprobs"u8, out var values) ? ReadParallel(tokens, values)
            : null;
    }

    private static List<TokenLogProbability>? ReadTokens(JsonElement content)
    {
        var result = new List<TokenLogProbability>(content.GetArrayLength());
        foreach (var item in content.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("token"u8, out var token) || token.ValueKind != JsonValueKind.String)
            {
                continue;
            }

            result.Add(new()
            {
                Token = token.GetString()!,
                LogProbability = Value(item),
                Top = item.TryGetProperty("top_logprobs"u8, out var top) && top.ValueKind == JsonValueKind.Array ? ReadTokens(top) ?? [] : [],
            });
        }

        return result.Count == 0 ? null : result;
    }

    private static List<TokenLogProbability>? ReadParallel(JsonElement tokens, JsonElement values)
    {
        if (tokens.ValueKind != JsonValueKind.Array || values.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var result = new List<TokenLogProbability>();
        foreach (var (token, value) in tokens.EnumerateArray().Zip(values.EnumerateArray()))
        {
            if (token.ValueKind == JsonValueKind.String && value.ValueKind == JsonValueKind.Number)
            {
                result.Add(new() { Token = token.GetString()!, LogProbability = value.GetDouble() });
            }
        }

        return result.Count == 0 ? null : result;
    }

    private static double Value(JsonElement item) =>
        item.TryGetProperty("logprob"u8, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
