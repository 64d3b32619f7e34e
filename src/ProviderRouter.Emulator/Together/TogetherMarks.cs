using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>What Together adds to each choice and token: seeds, token ids, and log probabilities in a form of its own.</summary>
internal static class TogetherMarks
{
    private const int Vocabulary = 128_000;

    /// <summary>Nearly every seed the server picks is larger than a signed number can be.</summary>
    public static ulong Seed(ulong hash, int index) => StableHash.Mix(hash + (ulong)index) | (1UL << 63);

    public static int TokenId(string token) => (int)(StableHash.Of(token) % Vocabulary);

    /// <summary>Lists side by side, as in the legacy form, but with token ids and without offsets.</summary>
    public static JsonObject Logprobs(IReadOnlyList<string> tokens, int alternatives)
    {
        var logprobs = LogprobWriter.WriteLegacy(tokens, alternatives);
        logprobs.Remove("text_offset");
        logprobs["token_ids"] = new JsonArray([.. tokens.Select(token => (JsonNode)TokenId(token))]);
        return logprobs;
    }

    /// <summary>The prompt as an answer gives it back when asked; else the list stands there empty.</summary>
    public static JsonArray Prompt(bool isAsked, string text, int? alternatives) => isAsked
        ? [new JsonObject
        {
            ["text"] = text,
            ["logprobs"] = alternatives is { } count ? Logprobs(Tokens.Split(text), count) : null,
        }]
        : [];

    /// <summary>The older families end with their own mark; the newer ones say "stop".</summary>
    public static string NaturalEnd(string model) =>
        model.Contains("llama", StringComparison.OrdinalIgnoreCase) || model.StartsWith("mistralai/", StringComparison.OrdinalIgnoreCase)
            ? "eos"
            : "stop";
}
