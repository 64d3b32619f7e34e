using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Together;

/// <summary>The voices of the speaking models; Kokoro's can be blended, each with a weight: <c>af_bella(2)+af_heart(1)</c>.</summary>
internal static class TogetherVoices
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["cartesia/sonic"] = ["storyteller lady", "friendly sidekick", "helpful woman", "laidback woman", "german conversational woman"],
        ["cartesia/sonic-2"] = ["storyteller lady", "friendly sidekick", "helpful woman", "laidback woman", "german conversational woman"],
        ["hexgrad/Kokoro-82M"] = ["af_alloy", "af_bella", "af_heart", "af_nova", "am_adam", "am_michael", "bf_emma", "bm_george"],
        ["canopylabs/orpheus-3b-0.1-ft"] = ["tara", "leah", "jess", "leo", "dan", "mia", "zac", "zoe"],
    };

    /// <summary>Whether a model has a voice; of a model outside the catalogue any is believed.</summary>
    public static bool Has(string model, string voice) => !Known.TryGetValue(model, out var voices)
        || (model == "hexgrad/Kokoro-82M" ? voice.Split('+').All(part => voices.Contains(Unweighted(part))) : voices.Contains(voice));

    /// <summary>The voices of one model or of all.</summary>
    public static JsonObject List(string? model) => new()
    {
        ["data"] = new JsonArray([.. Known.Where(entry => model is null or "" || entry.Key == model).Select(entry => new JsonObject
        {
            ["model"] = entry.Key,
            ["voices"] = new JsonArray([.. entry.Value.Select(voice => new JsonObject { ["id"] = voice, ["name"] = voice })]),
        })]),
    };

    private static string Unweighted(string part) => part.EndsWith(')') ? part.Split('(')[0] : part;
}
