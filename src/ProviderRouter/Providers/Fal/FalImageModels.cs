namespace ProviderRouter.Providers.Fal;

/// <summary>The image models that are known. Data, not code: a new model is a new line.</summary>
internal static class FalImageModels
{
    public static readonly FalImageModel Unknown = new();

    private static readonly FalImageModel Common = Unknown with { Images = null, HasWebp = false, Scheduler = null, Loras = null };
    private static readonly FalImageModel Lora = Common with { Loras = "loras" };
    private static readonly FalImageModel AnyBase = Lora with { Format = "image_format", Scheduler = "scheduler", BaseModel = "stabilityai/stable-diffusion-xl-base-1.0" };
    private static readonly FalImageModel Flux = Common with { NegativePrompt = null };
    private static readonly FalImageModel FluxLora = Flux with { Loras = "loras" };
    private static readonly FalImageModel Flux2 = Flux with { HasWebp = true, Image = null, Images = "image_urls", Mask = null, Strength = null };
    private static readonly FalImageModel Klein = Flux2 with { Guidance = null };
    private static readonly FalImageModel Pro = Flux with { SafetyChecker = null, SafetyTolerance = "safety_tolerance", Strength = null };
    private static readonly FalImageModel Kontext = Pro with { Size = null, Ratio = "aspect_ratio", Steps = null, Mask = null };
    private static readonly FalImageModel Sdxl = Common with { Format = "format" };
    private static readonly FalImageModel QwenEdit = Common with { HasWebp = true, Image = null, Images = "image_urls" };
    private static readonly FalImageModel Turbo = Common with { HasWebp = true, Guidance = null, NegativePrompt = null, Mask = "mask_image_url" };

    // Partners' models, which leave much to themselves.
    private static readonly FalImageModel Plain = Common with { Steps = null, Guidance = null, Strength = null, Mask = null, SafetyChecker = null };
    private static readonly FalImageModel Shaped = Plain with { Size = null, Ratio = "aspect_ratio", NegativePrompt = null };
    private static readonly FalImageModel Google = Shaped with { HasWebp = true, SafetyTolerance = "safety_tolerance", Image = null, Images = "image_urls" };

    // Works on an image alone.
    private static readonly FalImageModel Tool = Plain with { Prompt = null, NegativePrompt = null, Size = null, Count = null, Seed = null, Format = null };

    public static readonly (string Words, FalImageModel Model)[] Known =
    [
        ("flux-pro/ kontext multi", Kontext with { Image = null, Images = "image_urls" }),
        ("flux-pro/ kontext", Kontext),
        ("flux-pro/ ultra", Kontext with { Guidance = null }),
        ("flux-pro/ fill", Pro with { Size = null, Steps = null, Guidance = null }),
        ("flux-pro/new", Pro),
        ("flux-pro/ redux", Pro),
        ("flux-pro/", Pro with { Steps = null, Guidance = null }),
        ("flux-kontext-lora/text-to-image", FluxLora),
        ("flux-kontext-lora", FluxLora with { Size = null, Mask = null, Strength = null }),
        ("flux-kontext/", Flux with { Size = null, Ratio = "resolution_mode", Mask = null, Strength = null }),
        ("flux-2-pro", Flux2 with { HasWebp = false, Count = null, Steps = null, Guidance = null }),
        ("flux-2-max", Flux2 with { HasWebp = false, Count = null, Steps = null, Guidance = null }),
        ("flux-2-flex", Flux2 with { HasWebp = false, Count = null }),
        ("flux-2/klein base lora", Flux2 with { NegativePrompt = "negative_prompt", Loras = "loras" }),
        ("flux-2/klein base", Flux2 with { NegativePrompt = "negative_prompt" }),
        ("flux-2/klein lora", Klein with { Loras = "loras" }),
        ("flux-2/klein", Klein),
        ("flux-2/flash", Flux2 with { Steps = null }),
        ("flux-2/turbo", Flux2 with { Steps = null }),
        ("flux-2/lora", Flux2 with { Loras = "loras" }),
        ("flux-2", Flux2),
        ("flux-general", FluxLora with { NegativePrompt = "negative_prompt", Scheduler = "scheduler" }),
        ("flux-lora", FluxLora),
        ("flux-krea-lora", FluxLora),
        ("flux/ image-to-image", Flux with { Size = null, Mask = null }),
        ("flux-1/ image-to-image", Flux with { Size = null, Mask = null }),
        ("/flux/", Flux),
        ("/flux-1/", Flux),
        ("/fal-ai/lora/i", AnyBase with { Size = null }), // image-to-image, inpaint
        ("/fal-ai/lora/", AnyBase),
        ("fast-lightning-sdxl", Sdxl with { NegativePrompt = null, Guidance = null }),
        ("fast-sdxl-controlnet", Lora with { Format = null }),
        ("fast-sdxl", Sdxl with { Loras = "loras" }),
        ("sdxl-controlnet-union", Sdxl with { Loras = "loras" }),
        ("stable-diffusion-v15", Sdxl with { Loras = "loras" }),
        ("fast-fooocus-sdxl", Sdxl),
        ("fast-lcm-diffusion", Sdxl),
        ("playground-v25", Sdxl),
        ("lightning-models", Sdxl with { Loras = "loras", Scheduler = "scheduler" }),
        ("stable-diffusion-v35-large/turbo", Common),
        ("stable-diffusion-v35-large", Lora),
        ("stable-diffusion-v3-medium", Common with { Format = null }),
        ("stable-diffusion-v35", Common),
        ("pixart-sigma", Common with { Format = null, Scheduler = "scheduler" }),
        ("kolors", Common with { Scheduler = "scheduler" }),
        ("aura-flow", Common with { Size = null, Format = null, NegativePrompt = null, SafetyChecker = null }),
        ("/sana/", Common),
        ("cogview4", Common),
        ("lumina-image", Common),
        ("hidream-i1-full", Lora),
        ("hidream-i1", Common with { Guidance = null }),
        ("hidream-e1", Common with { Size = null }),
        ("qwen-image-edit-plus lora/", QwenEdit with { Loras = "loras" }),
        ("qwen-image-edit-25 lora/", QwenEdit with { Loras = "loras" }),
        ("qwen-image-edit-plus", QwenEdit),
        ("qwen-image-edit-25", QwenEdit),
        ("qwen-image-edit-lora", Lora),
        ("qwen-image-edit", Common),
        ("qwen-image-layered", Lora with { HasWebp = true, Size = null, Count = null }),
        ("qwen-image-2512/lora", Lora with { HasWebp = true }),
        ("qwen-image-2512", Common with { HasWebp = true }),
        ("qwen-image-2/", QwenEdit with { Steps = null, Guidance = null, Mask = null, Strength = null }),
        ("qwen-image-max", QwenEdit with { Steps = null, Guidance = null, Mask = null, Strength = null }),
        ("qwen-image", Lora),
        ("z-image/turbo lora", Turbo with { Loras = "loras" }),
        ("z-image/base/lora", Lora with { HasWebp = true }),
        ("z-image/base", Common with { HasWebp = true }),
        ("z-image", Turbo),
        ("krea-2", Turbo),
        ("hunyuan-image instruct", Common with { NegativePrompt = null, Steps = null, Image = null, Images = "image_urls" }),
        ("hunyuan-image", Common),
        ("glm-image", Common with { NegativePrompt = null, Image = null, Images = "image_urls", Mask = null, Strength = null }),
        ("recraft/upscale", Tool with { SafetyChecker = "enable_safety_checker" }),
        ("recraft/vectorize", Tool),
        ("recraft image-to-image", Plain with { Size = null, Count = null, Seed = null, Format = null, Strength = "strength" }),
        ("recraft", Plain with { NegativePrompt = null, Count = null, Seed = null, Format = null, SafetyChecker = "enable_safety_checker" }),
        ("ideogram/v3/edit", Plain with { NegativePrompt = null, Size = null, Format = null, Mask = "mask_url" }),
        ("ideogram/v3/remix", Plain with { Format = null, Strength = "strength", InvertsStrength = true }),
        ("ideogram/v3", Plain with { Format = null }),
        ("ideogram/character", Plain with { Format = null }),
        ("ideogram remix", Shaped with { Count = null, Format = null, Strength = "strength", InvertsStrength = true }),
        ("ideogram edit", Shaped with { Ratio = null, Count = null, Format = null, Mask = "mask_url" }),
        ("ideogram", Shaped with { NegativePrompt = "negative_prompt", Count = null, Format = null }),
        ("imagen3", Shaped with { NegativePrompt = "negative_prompt", Format = null }),
        ("imagen4", Google),
        ("nano-banana", Google),
        ("gemini-25-flash-image", Google),
        ("gemini-3", Google),
        ("gpt-image-1.5", Plain with { NegativePrompt = null, Seed = null, HasWebp = true, Image = null, Images = "image_urls", Mask = "mask_image_url" }),
        ("gpt-image", Plain with { NegativePrompt = null, Seed = null, HasWebp = true, Image = null, Images = "image_urls" }),
        ("grok-imagine-image", Shaped with { HasWebp = true, Seed = null, Image = null, Images = "image_urls" }),
        ("kling-image/v3", Shaped with { HasWebp = true, Seed = null }),
        ("kling-image", Shaped with { HasWebp = true, Seed = null, Image = null, Images = "image_urls" }),
        ("seedream/v3", Plain with { NegativePrompt = null, Format = null, Guidance = "guidance_scale", SafetyChecker = "enable_safety_checker" }),
        ("seedream", Plain with { NegativePrompt = null, Format = null, SafetyChecker = "enable_safety_checker", Image = null, Images = "image_urls" }),
        ("luma-photon modify", Shaped with { Count = null, Seed = null, Format = null, Strength = "strength", InvertsStrength = true }),
        ("luma-photon", Shaped with { Count = null, Seed = null, Format = null }),
        ("minimax/image-01", Shaped with { Seed = null, Format = null }),
        ("fibo/generate", Shaped with { NegativePrompt = "negative_prompt", Count = null, Format = null, Steps = "steps_num", Guidance = "guidance_scale" }),
        ("bria/text-to-image", Shaped with { NegativePrompt = "negative_prompt", Format = null, Steps = "num_inference_steps", Guidance = "guidance_scale" }),
        ("wan-25-preview", Plain with { Format = null, SafetyChecker = "enable_safety_checker", Image = null, Images = "image_urls" }),
        ("background/remove", Tool),
        ("background-removal", Tool),
        ("rembg", Tool),
        ("birefnet", Tool with { Format = "output_format", HasWebp = true }),
        ("esrgan", Tool with { Format = "output_format" }),
    ];
}
