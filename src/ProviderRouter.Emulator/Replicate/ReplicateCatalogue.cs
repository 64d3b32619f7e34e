using System.Text.RegularExpressions;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>The models the emulator knows by name; others are guessed from their name.</summary>
internal static partial class ReplicateCatalogue
{
    private const string Ratios = "enum 1:1,16:9,21:9,3:2,2:3,4:5,5:4,3:4,4:3,9:16,9:21";

    private const string Diffusion = "prompt str; negative_prompt str; width int 64..2048; height int 64..2048; num_inference_steps int 1..500;"
        + " guidance_scale num 1..50; scheduler enum DDIM,K_EULER,DPMSolverMultistep,K_EULER_ANCESTRAL,PNDM,KLMS,HeunDiscrete,KarrasDPM; seed int;";

    private const string FluxCommon = "prompt* str; aspect_ratio " + Ratios + "; num_outputs int 1..4; seed int; output_format enum webp,jpg,png;"
        + " output_quality int 0..100; disable_safety_checker bool; go_fast bool; megapixels enum 1,0.25;";

    private const string FluxPro = "prompt* str; aspect_ratio str; width int 256..1440; height int 256..1440; image_prompt uri; input_image uri;"
        + " prompt_upsampling bool; safety_tolerance int 0..6; seed int; output_quality int 0..100;";

    private const string Language = "prompt str; messages list; system_prompt str; max_tokens int 0..; min_tokens int 0..;"
        + " temperature num 0..5; top_p num 0..1; top_k int; presence_penalty num; frequency_penalty num; prompt_template str; stop_sequences str";

    /// <summary>Stands for every version that the table does not know; only a hash of one repeated digit is no version at all.</summary>
    private static readonly ReplicateModel UnknownVersion =
        new("emulated/unknown-version", false, "", OutputKind.Pictures, Diffusion + " num_outputs int 1..4");

    private static readonly ReplicateModel[] Models =
    [
        new("suno-ai/bark", false, "b76242b4 8418ea81", OutputKind.Bark,
            "prompt str; history_prompt str; custom_history_prompt uri; text_temp num 0..1; waveform_temp num 0..1; output_full bool"),
        new("timothybrooks/instruct-pix2pix", false, "30c1d0b916a6f8efce20493f5d61ee27491ab2a60437c13c588468b9810ec23f", OutputKind.Pictures,
            Diffusion + " image* uri; image_guidance_scale num 1..; num_outputs intenum 1,4"),
        new("yorickvp/llava-13b", false, "80537f9e", OutputKind.Text,
            "image* uri; prompt* str; top_p num 0..1; temperature num 0..; max_tokens int 0.."),
        new("prompthero/openjourney", false, "9936c2001faa2194a261c01381f90e65261879985476014a0a37a334593a05eb ad59ca21", OutputKind.Pictures,
            Diffusion + " num_outputs intenum 1,4"),
        new("cjwbw/portraitplus", false, "629a9fe82c7979c1dab323aedac2c03adaae2e1aecf6be278a51fde0245e20a4", OutputKind.Pictures,
            Diffusion + " num_outputs int 1..4"),
        new("cjwbw/anything-v4.0", false, "42a996d39a96aedc57b2e0aa8105dea39c9c89d9d266caf6bb4327a1c191b061", OutputKind.Pictures,
            Diffusion + " num_outputs int 1..4"),
        new("stability-ai/stable-diffusion", false, "ac732df83cea7fff18b8472768c88ad041fa750ff7682a21affe81863cbe77e4", OutputKind.Pictures,
            Diffusion + " num_outputs int 1..4"),
        new("stability-ai/sdxl", false, "39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b 7762fd07", OutputKind.Pictures,
            Diffusion + " image uri; mask uri; num_outputs int 1..4; prompt_strength num 0..1; refine str; high_noise_frac num 0..1;"
            + " refine_steps int; apply_watermark bool; lora_scale num 0..1; replicate_weights str; disable_safety_checker bool"),
        new("stability-ai/stable-diffusion-3.5-large", true, "", OutputKind.Pictures,
            "prompt* str; aspect_ratio " + Ratios + "; cfg num 0..10; steps int 1..50; image uri; prompt_strength num 0..1; seed int;"
            + " output_format enum webp,jpg,png; output_quality int 0..100; negative_prompt str"),
        new("black-forest-labs/flux-schnell", true, "c846a699", OutputKind.Pictures, FluxCommon + " num_inference_steps int 1..4"),
        new("black-forest-labs/flux-dev", true, "93d72f81", OutputKind.Pictures,
            FluxCommon + " num_inference_steps int 1..50; image uri; prompt_strength num 0..1; guidance num 0..10"),
        new("black-forest-labs/flux-1.1-pro", true, "", OutputKind.OnePicture, FluxPro + " output_format enum webp,jpg,png"),
        new("black-forest-labs/flux-pro", true, "", OutputKind.OnePicture, FluxPro + " output_format enum webp,jpg,png"),
        new("black-forest-labs/flux-kontext-pro", true, "", OutputKind.OnePicture, FluxPro + " output_format enum jpg,png"),
        new("black-forest-labs/flux-kontext-max", true, "", OutputKind.OnePicture, FluxPro + " output_format enum jpg,png"),
        new("meta/meta-llama-3-70b-instruct", true, "fbfb20b4", OutputKind.Text, Language),
        new("meta/meta-llama-3-8b-instruct", true, "", OutputKind.Text, Language),
    ];

    /// <summary>The model of a name, or null if there is none.</summary>
    public static ReplicateModel? Find(string id)
    {
        if (id.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase) || !NamePattern().IsMatch(id))
        {
            return null;
        }

        return Models.FirstOrDefault(model => model.Id == id) ?? Guess(id);
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
        if (!HashPattern().IsMatch(hash))
        {
            return null;
        }

        return parts.Length == 2
            ? Find(parts[0])
            : Array.Find(Models, model => model.HasVersion(hash)) ?? (hash.Distinct().Count() > 1 ? UnknownVersion : null);
    }

    /// <summary>A model that is not in the table: official, its kind told by its name.</summary>
    private static ReplicateModel Guess(string id) => id switch
    {
        _ when TextPattern().IsMatch(id) => new(id, true, "", OutputKind.Text, Language),
        _ when SoundPattern().IsMatch(id) => new(id, true, "", OutputKind.Sound, "text str; prompt str; voice str"),
        _ => new(id, true, "", OutputKind.Pictures, "prompt* str; seed int; num_outputs int 1..4"),
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]*/[a-z0-9][a-z0-9._-]*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex HashPattern();

    [GeneratedRegex("llama|instruct|llava|gpt|claude|mistral|qwen|gemma|deepseek|granite|chat")]
    private static partial Regex TextPattern();

    [GeneratedRegex("tts|speech|kokoro|voice|audio")]
    private static partial Regex SoundPattern();
}
