using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Pictures of other makers, and tools that work on a picture.</summary>
internal static class PictureModels
{
    private const string Plain = "prompt* str; aspect_ratio choice 1:1,16:9,9:16,4:3,3:4,3:2,2:3 =1:1; seed int; output_format choice webp,jpg,png =webp;"
        + " output_quality int 0..100 =80;";

    private const string Qwen = Plain + " negative_prompt str; num_inference_steps int 1..50 =30; guidance num 0..10 =3; go_fast bool =true;"
        + " disable_safety_checker bool =false; lora_weights str; lora_scale num =1;";

    public static ReplicateModel[] All { get; } =
    [
        Official("qwen/qwen-image", "", Qwen + " image uri; strength num 0..1 =0.9", "uri[]", Pictures.Many),
        Official("qwen/qwen-image-2512", "", Qwen + " image uri; strength num 0..1 =0.9", "uri[]", Pictures.Many),
        Official(
            "qwen/qwen-image-edit",
            "",
            "image* uri; prompt* str; seed int; go_fast bool =true; output_format choice webp,jpg,png =webp; output_quality int 0..100 =95;"
                + " disable_safety_checker bool =false",
            "uri[]",
            Pictures.Many),
        Official(
            "prunaai/z-image-turbo",
            "",
            "prompt* str; width int 64..1440 =1024; height int 64..1440 =1024; num_inference_steps int 1..50 =8; guidance_scale num 0..20 =0; seed int;"
                + " go_fast bool =false;"
                + " output_format choice png,jpg,webp =jpg; output_quality int 0..100 =80",
            "uri",
            Pictures.One),
        Official("tencent/hunyuan-image-2.1", "", Plain, "uri", Pictures.One),
        Official("tencent/hunyuan-image-3", "", Plain + " go_fast bool =true; disable_safety_checker bool =false", "uri[]", Pictures.Many),
        Official(
            "bria/fibo",
            "",
            "prompt str; structured_prompt str; image uri; aspect_ratio choice 1:1,2:3,3:2,3:4,4:3,4:5,5:4,9:16,16:9 =1:1; seed int",
            "uri",
            Pictures.One),
        Official(
            "recraft-ai/recraft-v3",
            "",
            "prompt* str; size choice 1024x1024,1365x1024,1024x1365,1536x1024,1024x1536,1820x1024,1024x1820 =1024x1024;"
                + " style choice any,realistic_image,digital_illustration =any",
            "uri",
            Pictures.One),
        Official(
            "ideogram-ai/ideogram-v3-quality",
            "",
            "prompt* str; aspect_ratio choice 1:1,16:9,9:16,4:3,3:4,3:2,2:3 =1:1; image uri; mask uri; seed int",
            "uri",
            Pictures.One),
        Official(
            "ideogram-ai/ideogram-v2-turbo",
            "",
            "prompt* str; negative_prompt str; aspect_ratio choice 1:1,16:9,9:16,4:3,3:4,3:2,2:3 =1:1; image uri; mask uri; seed int",
            "uri",
            Pictures.One),
        Official(
            "luma/photon",
            "",
            "prompt* str; aspect_ratio choice 1:1,3:4,4:3,9:16,16:9,9:21,21:9 =16:9; image_reference uri; image_reference_weight num 0..1 =0.85; seed int",
            "uri",
            Pictures.One),
        Community("cjwbw/rembg", "fb8af171cfa1616ddcf1242c093f9c46bcada5ad4cf6f2fbe8b81b330ec5c003", "image* uri", "uri", Pictures.Enlarged),
        Community(
            "nightmareai/real-esrgan",
            "f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa",
            "image* uri; scale num 0..10 =4; face_enhance bool =false",
            "uri",
            Pictures.Enlarged),
        Community(
            "tencentarc/gfpgan",
            "0fbacf7afc6c144e5be9767cff80f25aff23e52b0708f17e20f9879b2f21516c",
            "img* uri; version enum v1.2,v1.3,v1.4,RestoreFormer =v1.4; scale num =2",
            "uri",
            Pictures.Enlarged),
    ];
}
