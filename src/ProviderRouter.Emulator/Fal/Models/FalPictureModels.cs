namespace ProviderRouter.Emulator.Fal.Models;

/// <summary>The models that make pictures. Their schemas are those of fal's published OpenAPI documents, in short.</summary>
internal static class FalPictureModels
{
    private const string Common = "prompt* str; seed? int; num_images int 1..4; sync_mode bool; output_format enum jpeg,png; enable_safety_checker bool;";
    private const string Sized = Common + " image_size size;";
    private const string Flux = Sized + " num_inference_steps int 1..50; guidance_scale num 1..20; acceleration enum none,regular,high;";
    private const string FluxLora = Sized + " num_inference_steps int 1..50; guidance_scale num 0..35; loras objs Lora;";
    private const string Diffusion = Sized + " negative_prompt str; num_inference_steps int 1..50; guidance_scale num 0..20;";
    private const string Lora = Sized + " negative_prompt str; model_name* str; loras objs Lora; num_inference_steps int 1..150; guidance_scale num 0..40;"
        + " clip_skip int 0..2; scheduler? str; image_format enum jpeg,png; tile_width int 128..4096; tile_height int 128..4096; num_images int 1..8;";

    private const string Ratios = " aspect_ratio enum 21:9,16:9,4:3,3:2,1:1,2:3,3:4,9:16,9:21;";
    private const string OpenRatios = " aspect_ratio? enum auto,21:9,16:9,3:2,4:3,5:4,1:1,4:5,3:4,2:3,9:16;";
    private const string Pro = Common + " safety_tolerance enum 1,2,3,4,5,6; enhance_prompt bool; guidance_scale num 1..20;";
    private const string Edit = " image_url* image;";
    private const string Edits = " image_urls* images 1..;";
    private const string Flux2 = Sized + " guidance_scale num 0..20; num_inference_steps int 4..50; acceleration enum none,regular,high; output_format enum jpeg,png,webp;";
    private const string Turbo = Sized + " num_inference_steps int 1..8; acceleration enum none,regular,high; output_format enum jpeg,png,webp;";
    private const string Styled = "prompt* str; image_size size; style str; style_id? str;";
    private const string Repaint = " image_url* image; mask_url* image; strength num 0.01..1;";

    public static readonly FalModel[] All =
    [
        new("fal-ai/flux/dev", FalOutput.Images, Flux) { Streams = true },
        new("fal-ai/flux/schnell", FalOutput.Images, Flux + " num_inference_steps int 1..12") { Streams = true },
        new("fal-ai/flux/krea", FalOutput.Images, Flux),
        new("fal-ai/flux/dev/image-to-image", FalOutput.Images, Flux + Edit + " strength num 0.01..1; num_inference_steps int 10..50"),
        new("fal-ai/flux-lora", FalOutput.Images, FluxLora),
        new("fal-ai/flux-lora/image-to-image", FalOutput.Images, FluxLora + Edit + " strength num 0.01..1"),
        new("fal-ai/flux-lora/inpainting", FalOutput.Images, FluxLora + Repaint),
        new("fal-ai/lora", FalOutput.Images, Lora) { Size = "square_hd", Format = "png", HasLongSeeds = true, TellsFile = true },
        new("fal-ai/flux-pro/new", FalOutput.Images, Pro + " image_size size; num_inference_steps int 1..50"),
        new("fal-ai/flux-pro/v1.1", FalOutput.Images, Pro + " image_size size"),
        new("fal-ai/flux-pro/v1.1-ultra", FalOutput.Images, Pro + Ratios + " raw bool; image_url? image; image_prompt_strength num 0..1"),
        new("fal-ai/flux-pro/kontext", FalOutput.Images, Pro + OpenRatios + Edit),
        new("fal-ai/flux-pro/kontext/max", FalOutput.Images, Pro + OpenRatios + Edit),
        new("fal-ai/flux-pro/kontext/multi", FalOutput.Images, Pro + OpenRatios + Edits),
        new("fal-ai/flux-pro/kontext/text-to-image", FalOutput.Images, Pro + Ratios),
        new("fal-ai/flux-pro/v1/fill", FalOutput.Images, Common + " safety_tolerance enum 1,2,3,4,5,6; image_url* image; mask_url* image"),
        new("fal-ai/flux-kontext/dev", FalOutput.Images, Common + Edit + " num_inference_steps int 10..50; guidance_scale num 1..20;"
            + " acceleration enum none,regular,high; resolution_mode enum auto,match_input,1:1,16:9,21:9,3:2,2:3,4:5,5:4,3:4,4:3,9:16,9:21"),
        new("fal-ai/flux-2", FalOutput.Images, Flux2) { Format = "png", TellsFile = true },
        new("fal-ai/flux-2/edit", FalOutput.Images, Flux2 + " image_urls* images 1..4") { Format = "png", TellsFile = true },
        new("fal-ai/flux-2/klein/4b/distilled/edit", FalOutput.Images, Turbo + " image_urls* images 1..4") { Format = "png", TellsFile = true },
        new("fal-ai/flux-2/klein/9b/edit", FalOutput.Images, Turbo + " image_urls* images 1..4") { Format = "png", TellsFile = true },
        new("fal-ai/flux-2-pro", FalOutput.PlainImages, "prompt* str; image_size size; seed? int; safety_tolerance enum 1,2,3,4,5; enable_safety_checker bool;"
            + " output_format enum jpeg,png; sync_mode bool") { TellsFile = true },
        new("fal-ai/fast-sdxl", FalOutput.Images, Diffusion + " loras objs Lora; expand_prompt bool; num_images int 1..8") { Size = "square_hd", HasLongSeeds = true },
        new("fal-ai/fast-sdxl/image-to-image", FalOutput.Images, Diffusion + Edit + " strength num 0.05..1; num_images int 1..8") { Size = "square_hd", HasLongSeeds = true },
        new("fal-ai/fast-sdxl/inpainting", FalOutput.Images, Diffusion + " image_url* image; mask_url* image; strength num 0.05..1; num_images int 1..8")
            { Size = "square_hd", HasLongSeeds = true },
        new("fal-ai/fast-lightning-sdxl", FalOutput.Images, Sized + " num_inference_steps intenum 1,2,4,8; expand_prompt bool; num_images int 1..8") { Size = "square_hd" },
        new("fal-ai/lightning-models", FalOutput.Images, Sized + " negative_prompt str; model_name? str; loras objs Lora; num_inference_steps int 1..12;"
            + " guidance_scale num 0..20; num_images int 1..8") { Size = "square_hd", HasLongSeeds = true },
        new("fal-ai/playground-v25", FalOutput.Images, Diffusion + " num_inference_steps int 1..100") { Size = "square_hd" },
        new("fal-ai/pixart-sigma", FalOutput.Images, Diffusion + " style str; scheduler str") { Size = "square_hd" },
        new("fal-ai/kolors", FalOutput.Images, Diffusion + " num_inference_steps int 1..150; scheduler str") { Size = "square_hd" },
        new("fal-ai/stable-diffusion-v3-medium", FalOutput.Images, Diffusion + " prompt_expansion bool") { HasLongSeeds = true },
        new("fal-ai/stable-diffusion-v35-medium", FalOutput.Images, Diffusion) { HasLongSeeds = true },
        new("fal-ai/stable-diffusion-v35-large", FalOutput.Images, Diffusion + " loras objs Lora") { HasLongSeeds = true },
        new("fal-ai/stable-diffusion-v35-large/turbo", FalOutput.Images, Diffusion + " num_inference_steps int 1..10") { HasLongSeeds = true },
        new("fal-ai/aura-flow", FalOutput.Images, "prompt* str; num_images int 1..2; seed? int; guidance_scale num 0..20; num_inference_steps int 20..50;"
            + " expand_prompt bool; sync_mode bool") { Format = "png", TellsFile = true },
        new("fal-ai/sana", FalOutput.Images, Diffusion + " style_name str"),
        new("fal-ai/sana/v1.5/1.6b", FalOutput.Images, Diffusion + " style_name str"),
        new("fal-ai/sana/sprint", FalOutput.Images, Diffusion + " style_name str; num_inference_steps int 1..20"),
        new("fal-ai/hidream-i1-full", FalOutput.Images, Diffusion + " loras objs Lora") { Size = "square_hd" },
        new("fal-ai/hidream-i1-fast", FalOutput.Images, Sized + " negative_prompt str; num_inference_steps int 1..50") { Size = "square_hd" },
        new("fal-ai/qwen-image", FalOutput.Images, Diffusion + " num_inference_steps int 2..250; loras objs Lora; acceleration enum none,regular,high")
            { Format = "png", TellsFile = true },
        new("fal-ai/qwen-image-edit", FalOutput.Images, Diffusion + Edit + " acceleration enum none,regular,high") { Format = "png", TellsFile = true },
        new("fal-ai/qwen-image-edit-plus", FalOutput.Images, Diffusion + Edits + " num_inference_steps int 1..100; acceleration enum none,regular")
            { Format = "png", TellsFile = true },
        new("fal-ai/z-image/turbo", FalOutput.Images, Turbo) { Format = "png", TellsFile = true },
        new("fal-ai/z-image/base", FalOutput.Images, Diffusion + " acceleration enum none,regular,high; output_format enum jpeg,png,webp") { Format = "png", TellsFile = true },
        new("fal-ai/hunyuan-image/v2.1/text-to-image", FalOutput.Images, Diffusion + " use_reprompt bool; use_refiner bool") { Format = "png" },
        new("fal-ai/hunyuan-image/v3/text-to-image", FalOutput.Images, Diffusion + " enable_prompt_expansion bool") { Format = "png" },
        new("fal-ai/glm-image", FalOutput.Images, Diffusion + " num_inference_steps int 10..100") { TellsFile = true },
        new("fal-ai/krea-2/turbo", FalOutput.Images, Turbo) { TellsFile = true },
        new("fal-ai/recraft/v3/text-to-image", FalOutput.PlainImages, Styled + " enable_safety_checker bool") { Size = "square_hd", Format = "webp", TellsFile = true },
        new("fal-ai/ideogram/v3", FalOutput.PlainImages, "prompt* str; image_size? size; seed? int; num_images int 1..8; negative_prompt str; expand_prompt bool;"
            + " rendering_speed enum TURBO,BALANCED,QUALITY; style? enum AUTO,GENERAL,REALISTIC,DESIGN; image_urls? images; sync_mode bool")
            { Size = "square_hd", Format = "png", TellsFile = true },
        new("fal-ai/imagen4/preview", FalOutput.PlainImages, "prompt* str; aspect_ratio enum 1:1,16:9,9:16,4:3,3:4; num_images int 1..4; negative_prompt str;"
            + " seed? int; resolution enum 1K,2K; output_format enum jpeg,png,webp; sync_mode bool") { Format = "png", TellsFile = true },
        new("fal-ai/imagen4/preview/ultra", FalOutput.PlainImages, "prompt* str; aspect_ratio enum 1:1,16:9,9:16,4:3,3:4; num_images int 1..1; negative_prompt str;"
            + " seed? int; resolution enum 1K,2K; output_format enum jpeg,png,webp; sync_mode bool") { Format = "png", TellsFile = true },
        new("fal-ai/nano-banana", FalOutput.PlainImages, "prompt* str; num_images int 1..4; output_format enum jpeg,png,webp; sync_mode bool;" + OpenRatios)
            { Format = "png", TellsFile = true },
        new("fal-ai/nano-banana/edit", FalOutput.PlainImages, "prompt* str; num_images int 1..4; output_format enum jpeg,png,webp; sync_mode bool;" + OpenRatios + Edits)
            { Format = "png", TellsFile = true },
        new("fal-ai/bytedance/seedream/v4/text-to-image", FalOutput.PlainImages, "prompt* str; image_size size; num_images int 1..6; max_images int 1..6; seed? int;"
            + " sync_mode bool; enable_safety_checker bool") { Size = "square_hd", Format = "png", TellsFile = true },
        new("fal-ai/bytedance/seedream/v4/edit", FalOutput.PlainImages, "prompt* str; image_size size; num_images int 1..6; max_images int 1..6; seed? int;"
            + " sync_mode bool; enable_safety_checker bool; image_urls* images 1..10") { Size = "square_hd", Format = "png", TellsFile = true },
        new("fal-ai/luma-photon", FalOutput.PlainImages, "prompt* str; aspect_ratio enum 16:9,9:16,1:1,4:3,3:4,21:9,9:21") { TellsFile = true },
        new("bria/fibo/generate", FalOutput.Image, "prompt? str; image_url? image; seed int; steps_num int 20..50; guidance_scale int 3..5; negative_prompt str;"
            + " aspect_ratio enum 1:1,2:3,3:2,3:4,4:3,4:5,5:4,9:16,16:9; sync_mode bool") { Format = "png", TellsFile = true },
        new("fal-ai/bria/background/remove", FalOutput.Image, Edit + " sync_mode bool") { Format = "png", TellsFile = true },
        new("fal-ai/birefnet", FalOutput.Image, Edit + " sync_mode bool; output_format enum webp,png; refine_foreground bool") { Format = "png", TellsFile = true },
        new("fal-ai/esrgan", FalOutput.Image, Edit + " scale num 1..8; output_format enum png,jpeg; face bool") { Format = "png", TellsFile = true },
    ];
}
