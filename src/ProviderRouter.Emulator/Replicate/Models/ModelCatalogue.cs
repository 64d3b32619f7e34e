using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>The models the emulator knows by name; others are guessed from their name.</summary>
internal static partial class ModelCatalogue
{
    /// <summary>Stands for every version that the tables do not know; only a hash of one repeated digit is no version at all.</summary>
    private static readonly ReplicateModel UnknownVersion = Community(
        "emulated/unknown-version", "", "prompt str; negative_prompt str; width int; height int; num_outputs int 1..4 =1; seed int; image uri", "uri[]", Pictures.Many);

    /// <summary>The models of the tables.</summary>
    public static readonly IReadOnlyList<ReplicateModel> All =
        [.. FluxModels.All, .. DiffusionModels.All, .. PictureModels.All, .. VideoModels.All, .. SoundModels.All, .. TextModels.All, .. OtherModels.All];

    private static readonly FrozenDictionary<string, ReplicateModel> Models = All.ToFrozenDictionary(model => model.Id, StringComparer.Ordinal);

    /// <summary>The models that are kept running, by name.</summary>
    public static IEnumerable<ReplicateModel> Official => Models.Values.Where(model => model.IsOfficial).OrderBy(model => model.Id, StringComparer.Ordinal);

    /// <summary>The model of a name, or null if there is none.</summary>
    public static ReplicateModel? Find(string id)
    {
        if (id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase) || !NamePattern().IsMatch(id))
        {
            return null;
        }

        return Models.GetValueOrDefault(id) ?? Guess(id);
    }

    /// <summary>The model of a version, with its name in front or alone; null if there is none.</summary>
    public static ReplicateModel? FindVersion(string version)
    {
        if (version.Contains('/', StringComparison.Ordinal) && !version.Contains(':', StringComparison.Ordinal))
        {
            return Find(version) is { IsOfficial: true } official ? official : null;
        }

        var parts = version.Split(':', 2);
        var hash = parts[^1];
        if (!HashPattern().IsMatch(hash) || hash.Distinct().Count() == 1)
        {
            return null;
        }

        return parts.Length == 2
            ? Find(parts[0]) is { IsEmpty: false } named ? named : null
            : Models.Values.FirstOrDefault(model => model.HasVersion(hash)) ?? UnknownVersion;
    }

    /// <summary>A model that is in no table: official, its kind told by its name.</summary>
    private static ReplicateModel Guess(string id) => id switch
    {
        _ when VideoPattern().IsMatch(id) => Official(
            id, "", "prompt str; image uri; start_image uri; aspect_ratio str =16:9; duration int; num_frames int; resolution str; seed int", "uri", Videos.Make),
        _ when PicturePattern().IsMatch(id) => Painter(id),
        _ when MusicPattern().IsMatch(id) => Official(id, "", "prompt* str; duration int =8; seed int", "uri", Sounds.Music),
        _ when SoundPattern().IsMatch(id) => Official(id, "", "text str; prompt str; voice str; speed num", "uri", Sounds.Speech),
        _ when TextPattern().IsMatch(id) => Official(id, "", TextModels.Language + " image uri", "tokens", Words.Tokens),
        _ => Painter(id),
    };

    private static ReplicateModel Painter(string id) => Official(
        id,
        "",
        "prompt* str; image uri; aspect_ratio str; width int; height int; seed int; num_outputs int 1..4 =1; output_format enum webp,jpg,png =png",
        "uri[]",
        Pictures.Many);

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex HashPattern();

    [GeneratedRegex("image|flux|sdxl|diffusion|banana|seedream|recraft|ideogram|photon")]
    private static partial Regex PicturePattern();

    [GeneratedRegex("llama|instruct|llava|gpt|claude|mi[sx]tral|qwen|gemma|gemini|deepseek|granite|grok|chat|moondream")]
    private static partial Regex TextPattern();

    [GeneratedRegex("music|lyria|stable-audio|riffusion")]
    private static partial Regex MusicPattern();

    [GeneratedRegex("tts|speech|kokoro|voice|audio|chatterbox|orpheus")]
    private static partial Regex SoundPattern();

    [GeneratedRegex("video|wan-|t2v|i2v|veo-|kling|sora|seedance|pixverse|hailuo|luma/ray|mochi|animate")]
    private static partial Regex VideoPattern();
}
