namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>
/// What requests can say to a model, with the names that models have for it. Data, not code: a new spelling is a new word. Source: wire notes of
/// Replicate, §10, and of the media tasks.
/// </summary>
internal static class ReplicateFields
{
    public static ReplicateField Prompt { get; } = new("prompt", "text_prompt", "prompt_text", "text", "caption", "description", "input");

    public static ReplicateField NegativePrompt { get; } = new("negative_prompt", "n_prompt", "negative");

    public static ReplicateField Width { get; } = new("width", "image_width", "w");

    public static ReplicateField Height { get; } = new("height", "image_height", "h");

    /// <summary>Width and height in one text.</summary>
    public static ReplicateField SizeText { get; } = ReplicateField.Rare("size", "image_size", "resolution", "image_dimensions");

    public static ReplicateField AspectRatio { get; } = new("aspect_ratio", "ratio");

    public static ReplicateField Count { get; } = new("num_outputs", "num_images", "number_of_images", "num_samples", "n", "samples", "batch_size");

    public static ReplicateField Seed { get; } = new("seed", "random_seed");

    public static ReplicateField Steps { get; } =
        new("num_inference_steps", "steps", "sample_steps", "num_steps", "inference_steps", "infer_steps", "ddim_steps", "diffusion_steps", "sampling_steps");

    public static ReplicateField Guidance { get; } = new(
        "guidance_scale", "guidance", "cfg", "cfg_scale", "classifier_free_guidance", "sample_guide_scale", "embedded_guidance_scale", "guide_scale");

    public static ReplicateField ImageGuidance { get; } = ReplicateField.Rare("image_guidance_scale", "image_guidance");

    public static ReplicateField Strength { get; } = new("prompt_strength", "strength", "denoising_strength", "denoise");

    public static ReplicateField Scheduler { get; } = new("scheduler", "sampler", "sampler_name");

    public static ReplicateField ImageFormat { get; } = new("output_format", "format", "image_format");

    public static ReplicateField DisableSafetyChecker { get; } = new("disable_safety_checker", "disable_safety_check");

    public static ReplicateField EnableSafetyChecker { get; } = ReplicateField.Rare("enable_safety_checker", "safety_checker", "enable_safety_check");

    /// <summary>How much the checker lets pass, where it cannot be switched off.</summary>
    public static ReplicateField SafetyTolerance { get; } = ReplicateField.Rare("safety_tolerance");

    public static ReplicateField LoraWeights { get; } = new("lora_weights", "hf_lora", "lora_url", "lora", "extra_lora", "replicate_weights");

    public static ReplicateField LoraScale { get; } = new("lora_scale", "lora_strength", "extra_lora_scale");

    /// <summary>The image that is changed, described or moved; a list where the model takes several.</summary>
    public static ReplicateField Image { get; } = new(
        "image", "input_image", "image_input", "images", "input_images", "img", "init_image", "source_image", "image_path", "image_file", "image_1", "input_image_1",
        "control_image", "redux_image", "image_prompt", "image_reference", "reference_images", "file", "input");

    /// <summary>Further images in a list.</summary>
    public static ReplicateField References { get; } = ReplicateField.Rare("reference_images", "images", "input_images", "image_input", "references", "image_reference", "reference_image", "image_prompt");

    public static ReplicateField Mask { get; } = new("mask", "mask_image", "image_mask", "inpaint_mask");

    public static ReplicateField FirstImage { get; } = new(
        "image", "first_frame_image", "start_image", "input_image", "first_frame", "start_image_url", "start_frame", "init_image", "image_url", "images", "reference_images");

    public static ReplicateField LastImage { get; } = ReplicateField.Rare(
        "last_frame_image", "end_image", "last_image", "last_frame", "end_image_url", "tail_image", "end_frame");

    public static ReplicateField FrameCount { get; } = new("num_frames", "video_length", "frames", "frame_num", "length");

    public static ReplicateField FramesPerSecond { get; } = new("fps", "frames_per_second", "frame_rate");

    public static ReplicateField Duration { get; } =
        new("duration", "duration_seconds", "seconds", "seconds_total", "total_seconds", "audio_length_in_s", "length_in_seconds", "video_duration", "music_length");

    public static ReplicateField Resolution { get; } = new("resolution", "quality", "size");

    public static ReplicateField OptimizePrompt { get; } =
        ReplicateField.Rare("prompt_optimizer", "optimize_prompt", "enhance_prompt", "prompt_upsampling", "prompt_extend", "enable_prompt_expansion");
}
