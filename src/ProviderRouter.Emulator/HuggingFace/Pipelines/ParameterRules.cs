using System.Globalization;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>The rules of a task's parameters, read from a compact text.</summary>
internal static class ParameterRules
{
    /// <summary>What a model that generates takes, and speech and summaries with it.</summary>
    public const string Generation = "temperature num 0..100; top_k int 0..; top_p num 0..1; typical_p num 0..1; epsilon_cutoff num 0..1; eta_cutoff num 0..1;"
        + " max_length int 1..; max_new_tokens int 1..; min_length int 0..; min_new_tokens int 0..; do_sample flag; early_stopping any; num_beams int 1..;"
        + " num_beam_groups int 1..; penalty_alpha num; use_cache flag; repetition_penalty num 0..100; length_penalty num; no_repeat_ngram_size int 0..;"
        + " num_return_sequences int 1..10; max_time num 0..120; seed int; return_full_text flag";

    /// <summary>
    /// Reads fields parted by semicolons, each a name, a kind (text, flag, int, num, list, object, texts, any) and perhaps a range
    /// or the allowed texts: <c>top_k int 1..; mode text simple|none</c>.
    /// </summary>
    public static Dictionary<string, FieldRule> Parse(string text)
    {
        var rules = new Dictionary<string, FieldRule>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ');
            var kind = words[1] switch
            {
                "text" => FieldKind.Text,
                "flag" => FieldKind.Flag,
                "int" => FieldKind.Integer,
                "num" => FieldKind.Number,
                "list" => FieldKind.List,
                "object" => FieldKind.Object,
                "texts" => FieldKind.TextOrList,
                _ => FieldKind.Any,
            };
            var range = words.Length > 2 && kind is FieldKind.Integer or FieldKind.Number ? words[2].Split("..") : [];
            rules[words[0]] = new FieldRule(kind, Bound(range, 0, double.NegativeInfinity), Bound(range, 1, double.PositiveInfinity))
            {
                Allowed = words.Length > 2 && kind == FieldKind.Text ? words[2].Split('|') : [],
            };
        }

        return rules;
    }

    private static double Bound(string[] range, int at, double none) =>
        range.Length == 2 && double.TryParse(range[at], CultureInfo.InvariantCulture, out var bound) ? bound : none;
}
