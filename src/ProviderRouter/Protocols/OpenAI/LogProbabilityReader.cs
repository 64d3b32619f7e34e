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
            : root.TryGetProperty("tokens"u8, out var tokens) && root.TryGetProperty("token_logprobs"u8, out var values) ? ReadParallel(tokens, values, root)
            : null;
    }

    private static List<TokenLogProbability>? ReadTokens(JsonElement content)
    {
        var result = new List<TokenLogProbability>(content.GetArrayLength());
        foreach (var item in content.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object
                || !item.TryGetProperty("token"u8, out var token) || token.ValueKind != JsonValueKind.String
                || !item.TryGetProperty("logprob"u8, out var value) || value.ValueKind != JsonValueKind.Number)
            {
                continue;
            }

            result.Add(new()
            {
                Token = token.GetString()!,
                LogProbability = value.GetDouble(),
                Bytes = item.TryGetProperty("bytes"u8, out var bytes) && bytes.ValueKind == JsonValueKind.Array ? ReadBytes(bytes) : null,
                Top = item.TryGetProperty("top_logprobs"u8, out var top) && top.ValueKind == JsonValueKind.Array ? ReadTokens(top) ?? [] : [],
            });
        }

        return result.Count == 0 ? null : result;
    }

    private static List<TokenLogProbability>? ReadParallel(JsonElement tokens, JsonElement values, JsonElement root)
    {
        if (tokens.ValueKind != JsonValueKind.Array || values.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        // Side by side, for an element by its place is counted out anew each time: the list of maps alone would make it quadratic.
        var token = tokens.EnumerateArray();
        var value = values.EnumerateArray();
        var top = root.TryGetProperty("top_logprobs"u8, out var maps) && maps.ValueKind == JsonValueKind.Array ? maps.EnumerateArray() : default;
        var result = new List<TokenLogProbability>();
        while (token.MoveNext() && value.MoveNext())
        {
            var map = top.MoveNext() ? top.Current : default;
            if (token.Current.ValueKind == JsonValueKind.String && value.Current.ValueKind == JsonValueKind.Number)
            {
                result.Add(new() { Token = token.Current.GetString()!, LogProbability = value.Current.GetDouble(), Top = ReadMap(map) });
            }
        }

        return result.Count == 0 ? null : result;
    }

    private static List<TokenLogProbability> ReadMap(JsonElement map) => map.ValueKind != JsonValueKind.Object
        ? []
        : [.. map.EnumerateObject()
            .Where(entry => entry.Value.ValueKind == JsonValueKind.Number)
            .Select(entry => new TokenLogProbability { Token = entry.Name, LogProbability = entry.Value.GetDouble() })];

    private static ReadOnlyMemory<byte>? ReadBytes(JsonElement list)
    {
        var bytes = new byte[list.GetArrayLength()];
        var count = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetByte(out bytes[count++]))
            {
                return null;
            }
        }

        return bytes;
    }
}
