using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Stable Diffusion and its kin, most of them the community's. Source of the fields: recorded schemas, for the lesser known their siblings'.</summary>
internal static class DiffusionModels
{
    private const string Schedulers = "DDIM,K_EULER,DPMSolverMultistep,K_EULER_ANCESTRAL,PNDM,KLMS";

    private const string Steps = " num_inference_steps int 1..500 =50; guidance_scale num 1..20 =7.5; seed int;";

    private const string Small = "prompt str =a photo of an astronaut riding a horse on mars; negative_prompt str; width intenum 128..1024/64 =512;"
        + " height intenum 128..1024/64 =512; num_outputs int 1..4 =1; scheduler enum " + Schedulers + " =DPMSolverMultistep;" + Steps;

    private const string Free = "prompt str; negative_prompt str; width int 64..2048 =1024; height int 64..2048 =1024; num_outputs int 1..4 =1; scheduler enum "
        + Schedulers + ",HeunDiscrete,KarrasDPM,K_EULER_KARRAS,DPM++2MSDE =K_EULER;" + Steps;

    private const string Xl = "prompt str =An astronaut riding a rainbow unicorn; negative_prompt str =; image uri; mask uri; width int =1024; height int =1024;"
        + " num_outputs int 1..4 =1; scheduler enum DDIM,DPMSolverMultistep,HeunDiscrete,KarrasDPM,K_EULER_ANCESTRAL,K_EULER,PNDM =K_EULER;"
        + " num_inference_steps int 1..500 =50; guidance_scale num 1..50 =7.5; prompt_strength num 0..1 =0.8; seed int;"
        + " refine enum no_refiner,expert_ensemble_refiner,base_image_refiner =no_refiner; high_noise_frac num 0..1 =0.8; refine_steps int;"
        + " apply_watermark bool =true; lora_scale num 0..1 =0.6; replicate_weights str; disable_safety_checker bool =false";

    private const string Third = "prompt* str; aspect_ratio enum 1:1,16:9,21:9,3:2,2:3,4:5,5:4,9:16,9:21 =1:1; image uri; prompt_strength num 0..1 =0.85;"
        + " cfg num 0..10 =4.5; steps int 1..50 =40; seed int; output_format enum webp,jpg,png =webp; output_quality int 0..100 =90; negative_prompt str";

    public static ReplicateModel[] All { get; } =
    [
        Community(
            "stability-ai/sdxl",
            "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc 39ed52f2a78e934b3ba6e2a89f5b1c712de7dfea535525255b1aa35c5565e08b",
            Xl,
            "uri[]",
            Pictures.Many) with { SendsFilesAlong = true },
        Community("stability-ai/stable-diffusion", "ac732df83cea7fff18b8472768c88ad041fa750ff7682a21affe81863cbe77e4", Small, "uri[]", Pictures.Many),
        Community(
            "stability-ai/stable-diffusion-img2img",
            "15a3689ee13b0d2616e98820eca31d4c3abcd36672df6afce5cb6feb1d66087d",
            Small + " image* uri; prompt_strength num 0..1 =0.8",
            "uri[]",
            Pictures.Many),
        Community(
            "stability-ai/stable-diffusion-inpainting",
            "95b7223104132402a9ae91cc677285bc5eb997834bd2349fa486f53910fd68b3",
            Small + " image* uri; mask* uri; disable_safety_checker bool =false",
            "uri[]",
            Pictures.Many),
        Community(
            "timothybrooks/instruct-pix2pix",
            "30c1d0b916a6f8efce20493f5d61ee27491ab2a60437c13c588468b9810ec23f",
            "image* uri; prompt str; negative_prompt str; num_outputs intenum 1,4 =1; num_inference_steps int 1..500 =100; guidance_scale num 1..20 =7.5;"
                + " image_guidance_scale num 1.. =1.5; scheduler enum " + Schedulers + " =K_EULER_ANCESTRAL; seed int",
            "uri[]",
            Pictures.Many),
        Community(
            "prompthero/openjourney",
            "9936c2001faa2194a261c01381f90e65261879985476014a0a37a334593a05eb ad59ca21177f9e217b9075e7300cf6e14f7e5b4505b87b9689dbd866e9768969",
            Small + " num_outputs intenum 1,4 =1",
            "uri[]",
            Pictures.Many),
        Community("prompthero/openjourney-v4", "e8818682e72a8b25895c7d90e889b712b6edfc5151f145e3606f21c1e85c65bf", Small, "uri[]", Pictures.Many),
        Community("cjwbw/portraitplus", "629a9fe82c7979c1dab323aedac2c03adaae2e1aecf6be278a51fde0245e20a4", Small, "uri[]", Pictures.Many),
        Community("cjwbw/anything-v4.0", "42a996d39a96aedc57b2e0aa8105dea39c9c89d9d266caf6bb4327a1c191b061", Free, "uri[]", Pictures.Many),
        Community("cjwbw/anything-v3.0", "f410ed4c6a0c3bf8b76747860b3a3c9e4c8b5a827a16eac9dd5ad9642edce9a2", Free, "uri[]", Pictures.Many),
        Community("cjwbw/anything-v3-better-vae", "09a5805203f4c12da649ec1923bb7729517ca25fcac790e640eaa9ed66573b65", Free, "uri[]", Pictures.Many),
        Community("cjwbw/waifu-diffusion", "25d2f75ecda0c0bed34c806b7b70319a53a1bccad3ade1a7496524f013f48983", Small, "uri[]", Pictures.Many),
        Community("cjwbw/dreamshaper", "ed6d8bee9a278b0d7125872bddfb9dd3fc4c401426ad634d8246a660e387475b", Free, "uri[]", Pictures.Many),
        Community(
            "fofr/latent-consistency-model",
            "683d19dc312f7a9f0428b04429a9ccefd28dbf7785fef083ad5cf991b65f406f",
            Free + " image uri",
            "uri[]",
            Pictures.Many),
        Community(
            "playgroundai/playground-v2.5-1024px-aesthetic",
            "a45f82a1382bed5c7aeb861dac7c7d191b0fdf74d8d57c4a0e6ed7d4d0bf7d24",
            Free,
            "uri[]",
            Pictures.Many),
        Community(
            "playgroundai/playground-v2-1024px-aesthetic",
            "42fe626e41cc811eaf02c94b892774839268ce1994ea778eba97103fe1ef51b8",
            Free,
            "uri[]",
            Pictures.Many),
        Community("ai-forever/kandinsky-2.2", "ad9d7879fbffa2874e1d909d1d37d9bc682889cc65b31f7bb00d2362619f194a", Free, "uri[]", Pictures.Many),
        Community("bytedance/sdxl-lightning-4step", "5599ed30703defd1d160a25a63321b4dec97101d98b4674bcc56e41f62f35637", Free, "uri[]", Pictures.Many),
        Community("bytedance/hyper-flux-16step", "382cf8959fb0f0d665b26e7e80b8d6dc3faaef1510f14ce017e8c732bb3d1eb7", Free, "uri[]", Pictures.Many),
        Community("fofr/aura-flow", "ae5ab66a7d1ca7ee44cf8c50265d3bafdef23734d03d66063d1c8fcf82f0c17b", Free, "uri[]", Pictures.Many),
        Community("nvidia/sana", "c6b5d2b7459910fec94432e9e1203c3cdce92d6db20f714f1355747990b52fa6", Free, "uri", Pictures.One),
        Community(
            "jagilley/controlnet-canny",
            "aff48af9c68d162388d230a2ab003f68d2638d88307bdaf1c2f1ac95079c9613",
            "image* uri; prompt* str; seed int",
            "uri[]",
            Pictures.Many),
        Community(
            "jagilley/controlnet-scribble",
            "435061a1b5a4c1e26740464bf786efdfa9cb3a3ac488595a2de23e143fdb0117",
            "image* uri; prompt* str; seed int",
            "uri[]",
            Pictures.Many),
        Community(
            "tencentarc/photomaker",
            "ddfc2b08d209f9fa8c1eca692712918bd449f695dabb4a958da31802a9570fe4",
            "input_image* uri; input_image2 uri; prompt str; negative_prompt str; num_outputs int 1..4 =1; seed int; num_steps int 1..100 =20",
            "uri[]",
            Pictures.Many),
        Official("stability-ai/stable-diffusion-3", "", Third, "uri[]", Pictures.Many),
        Official("stability-ai/stable-diffusion-3.5-large", "", Third, "uri[]", Pictures.Many),
        Official("stability-ai/stable-diffusion-3.5-large-turbo", "", Third, "uri[]", Pictures.Many),
        Official("stability-ai/stable-diffusion-3.5-medium", "", Third, "uri[]", Pictures.Many),
    ];
}
