using System.Collections.Frozen;
using System.Globalization;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>
/// Models whose inputs need no look-up. Data, not code: a new model is a new line. After a name stands <c>*</c> where the input has to be given,
/// <c>[]</c> where it is a list, <c>=a|b</c> for the only values, <c>~a|b</c> for words among other values, <c>&lt;6</c> for the largest number. Source: wire notes of Replicate, §10.
/// </summary>
internal static class ReplicateKnownModels
{
    private const string FluxOpen = "prompt* aspect_ratio num_outputs num_inference_steps seed output_format output_quality disable_safety_checker go_fast megapixels=1|0.25";
    private const string FluxPro = "prompt* aspect_ratio~custom width height image_prompt prompt_upsampling safety_tolerance<5 seed output_format output_quality";
    private const string FluxKontext = "prompt* input_image aspect_ratio seed output_format=jpg|png safety_tolerance<6 prompt_upsampling";
    private const string Diffusion = "prompt negative_prompt width height num_outputs num_inference_steps guidance_scale scheduler seed";
    private const string DiffusionOneOrFour = "prompt negative_prompt width height num_outputs=1|4 num_inference_steps guidance_scale scheduler seed";

    private static readonly FrozenDictionary<string, ReplicateInputs> Known = new (string Model, string Inputs)[]
    {
        ("black-forest-labs/flux-schnell", FluxOpen),
        ("black-forest-labs/flux-dev", FluxOpen + " image prompt_strength guidance"),
        ("black-forest-labs/flux-pro", FluxPro),
        ("black-forest-labs/flux-1.1-pro", FluxPro),
        ("black-forest-labs/flux-1.1-pro-ultra", "prompt* aspect_ratio image_prompt image_prompt_strength raw safety_tolerance<6 seed output_format"),
        ("black-forest-labs/flux-kontext-pro", FluxKontext),
        ("black-forest-labs/flux-kontext-max", FluxKontext),
        (
            "black-forest-labs/flux-kontext-dev",
            "prompt* input_image* aspect_ratio megapixels=1|0.25 num_inference_steps guidance seed output_format output_quality disable_safety_checker replicate_weights lora_strength"),
        (
            "black-forest-labs/flux-2-dev",
            "prompt* input_images[] go_fast aspect_ratio~custom|match_input_image width height seed output_format output_quality disable_safety_checker"),
        (
            "stability-ai/stable-diffusion-3.5-large",
            "prompt* aspect_ratio cfg steps image prompt_strength seed output_format output_quality negative_prompt"),
        (
            "stability-ai/sdxl",
            Diffusion + " image mask prompt_strength refine high_noise_frac refine_steps apply_watermark lora_scale replicate_weights disable_safety_checker"),
        ("stability-ai/stable-diffusion", Diffusion),
        ("prompthero/openjourney", DiffusionOneOrFour),
        ("cjwbw/portraitplus", Diffusion),
        ("cjwbw/anything-v4.0", Diffusion),
        (
            "timothybrooks/instruct-pix2pix",
            "image* prompt negative_prompt num_outputs=1|4 num_inference_steps guidance_scale image_guidance_scale scheduler seed"),
        ("minimax/video-01", "prompt* prompt_optimizer first_frame_image subject_reference"),
        ("wan-video/wan-2.2-t2v-fast", "prompt* num_frames aspect_ratio resolution frames_per_second go_fast sample_shift seed"),
        ("suno-ai/bark", "prompt history_prompt customised_history_prompt text_temp waveform_temp output_full"),
        (
            "openai/whisper",
            "audio* model transcription translate language temperature patience suppress_tokens initial_prompt condition_on_previous_text"
                + " temperature_increment_on_fallback compression_ratio_threshold logprob_threshold no_speech_threshold"),
        ("yorickvp/llava-13b", "image* prompt* top_p temperature max_tokens"),
        (
            "meta/meta-llama-3-70b-instruct",
            "prompt system_prompt min_tokens max_tokens temperature top_p top_k presence_penalty frequency_penalty stop_sequences seed prompt_template"),
    }.ToFrozenDictionary(static line => line.Model, static line => new ReplicateInputs(line.Inputs.Split(' ').Select(Read)), StringComparer.OrdinalIgnoreCase);

    /// <summary>The inputs of a model; null when they have to be looked up.</summary>
    /// <param name="model">Owner and name, without a version.</param>
    public static ReplicateInputs? Find(string model) => Known.GetValueOrDefault(model);

    private static ReplicateInput Read(string word)
    {
        var values = Cut(ref word, '=');
        var words = Cut(ref word, '~');
        var maximum = Cut(ref word, '<');
        var isList = word.EndsWith("[]", StringComparison.Ordinal);
        return new(word.TrimEnd('*', '[', ']'))
        {
            IsRequired = word.EndsWith('*'),
            Kind = isList ? ReplicateInputKind.List : ReplicateInputKind.Any,
            Values = values,
            Words = words,
            Maximum = maximum is [var most] ? int.Parse(most, CultureInfo.InvariantCulture) : null,
        };
    }

    private static string[] Cut(ref string word, char mark)
    {
        var at = word.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return [];
        }

        var values = word[(at + 1)..].Split('|');
        word = word[..at];
        return values;
    }
}
