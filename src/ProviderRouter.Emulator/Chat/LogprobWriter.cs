using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Writes invented log probabilities, in the current or the legacy form.</summary>
internal static class LogprobWriter
{
    /// <summary>The logprobs object for some tokens, or null if none are wanted.</summary>
    public static JsonNode? Write(ChatRequest request, IReadOnlyList<string> tokens, int offset = 0) =>
        request.Logprobs ? WriteCurrent(request, tokens) : request.LegacyLogprobs ? WriteLegacy(tokens, request.TopLogprobs, offset) : null;

    private static JsonObject WriteCurrent(ChatRequest request, IReadOnlyList<string> tokens)
    {
        var content = new JsonArray();
        foreach (var token in tokens)
        {
            var entry = Entry(token, Logprob(token));
            entry["top_logprobs"] = new JsonArray(
                [.. Enumerable.Range(0, request.TopLogprobs).Select(rank => Entry(Alternative(token, rank), Logprob(token) - rank))]);
            content.Add(entry);
        }

        return new JsonObject { ["content"] = content };
    }

    /// <summary>The legacy form: lists side by side, the alternatives as an object per token.</summary>
    public static JsonObject WriteLegacy(IReadOnlyList<string> tokens, int alternatives, int offset = 0)
    {
        var names = new JsonArray();
        var values = new JsonArray();
        var tops = new JsonArray();
        var offsets = new JsonArray();
        foreach (var token in tokens)
        {
            names.Add(token);
            values.Add(Logprob(token));
            offsets.Add(offset);
            offset += token.Length;
            var top = new JsonObject();
            for (var rank = 0; rank < alternatives; rank++)
            {
                top[Alternative(token, rank)] = Logprob(token) - rank;
            }

            tops.Add(top);
        }

        return new JsonObject { ["tokens"] = names, ["token_logprobs"] = values, ["top_logprobs"] = tops, ["text_offset"] = offsets };
    }

    private static JsonObject Entry(string token, double logprob) => new()
    {
        ["token"] = token,
        ["logprob"] = logprob,
        ["bytes"] = new JsonArray([.. Encoding.UTF8.GetBytes(token).Select(b => (JsonNode)(int)b)]),
    };

    /// <summary>The log probability of a token, the same wherever it stands.</summary>
    public static double Logprob(string token) => (StableHash.Of(token) % 1000) / -1000.0;

    private static string Alternative(string token, int rank) => rank == 0 ? token : token + new string('~', rank);
}
