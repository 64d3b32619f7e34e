using ProviderRouter.Emulator.Replicate.Outputs;
using static ProviderRouter.Emulator.Replicate.Models.ReplicateModel;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>Videos from text, and from a picture that becomes their first frame.</summary>
internal static class VideoModels
{
    private const string Kling = "prompt* str; negative_prompt str =; aspect_ratio choice 16:9,9:16,1:1 =16:9; duration intenum 5,10 =5; cfg_scale num 0..1 =0.5;";

    private const string Steps = "prompt* str; num_inference_steps int 1..500 =50; guidance_scale num 0..20 =6; seed int;";

    private const string StillFields = "video_length enum 14_frames_with_svd,25_frames_with_svd_xt =14_frames_with_svd;"
        + " sizing_strategy enum maintain_aspect_ratio,crop_to_16_9,use_image_dimensions =maintain_aspect_ratio; frames_per_second int 5..30 =6;"
        + " motion_bucket_id int 1..255 =127; cond_aug num =0.02; decoding_t int =14; seed int";

    public static ReplicateModel[] All { get; } =
    [
        Official(
            "minimax/video-01",
            "c8bcc475",
            "prompt* str; prompt_optimizer bool =true; first_frame_image uri; subject_reference uri",
            "uri",
            Videos.Make),
        Official(
            "minimax/hailuo-02",
            "",
            "prompt* str; first_frame_image uri; last_frame_image uri; duration intenum 6,10 =6; resolution choice 512p,768p,1080p =768p;"
                + " prompt_optimizer bool =true",
            "uri",
            Videos.Make),
        Official(
            "wan-video/wan-2.2-t2v-fast",
            "920bea47",
            "prompt* str; num_frames int 81..121 =81; aspect_ratio choice 16:9,9:16 =16:9; resolution choice 480p,720p =480p; frames_per_second int 5..30 =16;"
                + " go_fast bool =true; sample_shift num 1..20 =12; seed int; optimize_prompt bool =false",
            "uri",
            Videos.Make),
        Official(
            "wan-video/wan-2.2-i2v-fast",
            "",
            "prompt* str; image* uri; last_image uri; num_frames int 81..121 =81; resolution choice 480p,720p =480p; frames_per_second int 5..30 =16;"
                + " go_fast bool =true;"
                + " sample_shift num 1..20 =12; seed int",
            "uri",
            Videos.Make),
        Official(
            "wan-video/wan-2.2-5b-fast",
            "",
            "prompt* str; image uri; num_frames int 81..121 =81; aspect_ratio choice 16:9,9:16 =16:9; resolution choice 480p,720p =720p;"
                + " frames_per_second int 5..30 =24;"
                + " go_fast bool =true; sample_shift num 1..20 =12; seed int",
            "uri",
            Videos.Make),
        Official(
            "wavespeedai/wan-2.1-t2v-480p",
            "",
            "prompt* str; negative_prompt str =; aspect_ratio choice 16:9,9:16 =16:9; num_frames int 81..100 =81; frames_per_second int 5..24 =16;"
                + " fast_mode choice Off,Balanced,Fast =Balanced;"
                + " sample_steps int 1..40 =30; sample_guide_scale num 0..10 =5; sample_shift num 0..10 =3; lora_weights str; lora_scale num =1; seed int",
            "uri",
            Videos.Make),
        Community("replicate/wan-2.1", "", "prompt* str; image uri; sample_steps int 10..30 =30; seed int", "uri", Videos.Make),
        Official("kwaivgi/kling-v1.6-standard", "", Kling + " start_image uri; end_image uri; reference_images uri[] ..4", "uri", Videos.Make),
        Official(
            "kwaivgi/kling-v2.1",
            "",
            "prompt* str; start_image* uri; end_image uri; mode choice standard,pro =standard; duration intenum 5,10 =5; negative_prompt str =",
            "uri",
            Videos.Make),
        Official(
            "luma/ray",
            "",
            "prompt* str; aspect_ratio choice 1:1,3:4,4:3,9:16,16:9,9:21,21:9 =16:9; loop bool =false; start_image_url uri; end_image_url uri",
            "uri",
            Videos.Make),
        Community(
            "tencent/hunyuan-video",
            "8283f26be7ce5dc0119324b4752cbfd3970b3ef1b923c4d3c35eb6546518747a",
            "prompt str =A cat walks on the grass, realistic style; width int 16..1280 =864; height int 16..1280 =480; video_length int 1..200 =129;"
                + " infer_steps int 1.. =50;"
                + " embedded_guidance_scale num 1..10 =6; fps int 1.. =24; seed int",
            "uri",
            Videos.Make),
        Community(
            "lightricks/ltx-video",
            "8c47da666861d081eeb4d1261853087de23923a268a69b63febdf5dc1dee08e4",
            "prompt str; negative_prompt str; image uri; image_noise_scale num 0..1 =0.15; target_size intenum 512,576,640,704,768,832,896,960,1024 =640;"
                + " aspect_ratio enum 1:1,1:2,2:1,2:3,3:2,3:4,4:3,4:5,5:4,9:16,16:9,9:21,21:9 =3:2; cfg num 1..20 =3; steps int 1..50 =30;"
                + " length intenum 97,129,161,193,225,257 =97; seed int",
            "uri[]",
            Videos.MakeList),
        Community(
            "genmoai/mochi-1",
            "1944af04d098ef69bed7f9d335d102e652203f268ec4aaa2d836f6217217e460",
            "prompt str; num_frames int 30..170 =163; num_inference_steps int 10..200 =64; guidance_scale num 0.1..10 =6; fps int 10..60 =30; seed int",
            "uri",
            Videos.Make),
        Community("cuuupid/cogvideox-5b", "5b14e2c2c648efecc8d36c6353576552f8a124e690587212f8e8bb17ecda3d8c", Steps, "uri", Videos.Make),
        Community("thudm/cogvideox-t2v", "e047b1d734c550671fb4de7f7df7f9341ed498b4aa7cd88b82533b60dfec33e3", Steps + " num_frames int =49", "uri", Videos.Make),
        Community(
            "stability-ai/stable-video-diffusion", "3f0457e4619daac51203dedb472816fd4af51f3149fa7a9e0b5ffcf1b8172438", "input_image* uri; " + StillFields, "uri", Videos.Make),
        Community(
            "christophy/stable-video-diffusion", "92a0c9a9cb1fd93ea0361d15e499dc879b35095077b2feed47315ccab4524036", "input_image* uri; " + StillFields, "uri", Videos.Make),
        Community(
            "anotherjesse/zeroscope-v2-xl",
            "9f747673945c62801b13b84701c783929c0ee784e4748ec062204894dda1a351",
            "prompt str =An astronaut riding a horse; negative_prompt str; init_video uri; init_weight num =0.5; num_frames int =24;"
                + " num_inference_steps int 1..500 =50;"
                + " guidance_scale num 1..100 =7.5; width int 256.. =576; height int 256.. =320; fps int =8; seed int",
            "uri[]",
            Videos.MakeList),
        Community(
            "lucataco/animate-diff",
            "beecf59c4aee8d81bf04f0381033dfa10dc16e845b4ae00d281e2fa377e48a9f",
            "prompt str =masterpiece; n_prompt str; steps int 1..100 =25; guidance_scale num 0..10 =7.5; seed int",
            "uri",
            Videos.Make),
    ];
}
