namespace ProviderRouter.Emulator.Fal.Models;

/// <summary>The models that make videos; the same wish has another field and type in each family.</summary>
internal static class FalVideoModels
{
    private const string Picture = " image_url* image;";
    private const string Veo = "prompt* str; aspect_ratio enum 16:9,9:16; duration enum 4s,6s,8s; negative_prompt? str; resolution enum 720p,1080p;"
        + " generate_audio bool; seed? int; auto_fix bool;";

    private const string Kling = "prompt* str 1..2500; duration enum 5,10; negative_prompt str ..2500; cfg_scale num 0..1;";
    private const string KlingRatio = " aspect_ratio enum 16:9,9:16,1:1;";
    private const string Wan = "prompt* str; negative_prompt str; num_frames int 17..161; frames_per_second? int 4..60; seed? int; resolution enum 480p,580p,720p;"
        + " aspect_ratio enum 16:9,9:16,1:1; num_inference_steps int 2..40; guidance_scale num 1..10; shift num 1..10; enable_safety_checker bool;"
        + " enable_prompt_expansion bool; acceleration? enum none,regular;";

    private const string OldWan = "prompt* str; negative_prompt str; num_frames int 81..100; frames_per_second int 5..24; seed? int; resolution enum 480p,580p,720p;"
        + " num_inference_steps int 2..40; aspect_ratio enum 16:9,9:16; turbo_mode bool; enable_safety_checker bool; enable_prompt_expansion bool;";

    private const string Ltx = "prompt* str; negative_prompt str; seed? int; num_inference_steps int 1..50; guidance_scale num 1..10;";
    private const string LongLtx = "prompt* str; negative_prompt str; loras objs Lora; resolution enum 480p,720p; aspect_ratio enum 9:16,1:1,16:9; seed? int;"
        + " num_frames int 9..161; frame_rate int 1..60; expand_prompt bool; reverse_video bool; enable_safety_checker bool;";

    private const string Ltx2 = "prompt* str; duration intenum 6,8,10; resolution enum 1080p,1440p,2160p; aspect_ratio enum 16:9; fps intenum 25,50; generate_audio bool;";
    private const string Hailuo = "prompt* str 1..2000; prompt_optimizer bool;";
    private const string Hunyuan = "prompt* str; aspect_ratio enum 16:9,9:16; resolution enum 480p,580p,720p; num_frames intenum 129,85; num_inference_steps int 2..30;"
        + " seed? int; pro_mode bool; enable_safety_checker bool;";

    private const string Sora = "prompt* str 1..5000; duration intenum 4,8,12; resolution enum 720p; aspect_ratio enum 9:16,16:9; delete_video bool;";
    private const string Seedance = "prompt* str; duration enum 2,3,4,5,6,7,8,9,10,11,12; resolution enum 480p,720p,1080p; camera_fixed bool; seed? int;"
        + " enable_safety_checker bool; aspect_ratio enum 21:9,16:9,4:3,1:1,3:4,9:16;";

    public static readonly FalModel[] All =
    [
        new("fal-ai/veo2", FalOutput.Video, "prompt* str; aspect_ratio enum 16:9,9:16; duration enum 5s,6s,7s,8s; negative_prompt? str; seed? int; enhance_prompt bool"),
        new("fal-ai/veo3", FalOutput.Video, Veo) { Seconds = 8 },
        new("fal-ai/veo3/fast", FalOutput.Video, Veo) { Seconds = 8 },
        new("fal-ai/veo3/image-to-video", FalOutput.Video, Veo + Picture + " aspect_ratio enum auto,16:9,9:16") { Seconds = 8 },
        new("fal-ai/veo3.1", FalOutput.Video, Veo + " resolution enum 720p,1080p,4k") { Seconds = 8 },
        new("fal-ai/veo3.1/fast", FalOutput.Video, Veo + " resolution enum 720p,1080p,4k") { Seconds = 8 },
        new("fal-ai/veo3.1/image-to-video", FalOutput.Video, Veo + Picture + " aspect_ratio enum auto,16:9,9:16; resolution enum 720p,1080p,4k") { Seconds = 8 },
        new("fal-ai/kling-video/v1.6/standard/text-to-video", FalOutput.Video, Kling + KlingRatio),
        new("fal-ai/kling-video/v1.6/standard/image-to-video", FalOutput.Video, Kling + Picture),
        new("fal-ai/kling-video/v1.6/pro/image-to-video", FalOutput.Video, Kling + KlingRatio + Picture + " tail_image_url? image"),
        new("fal-ai/kling-video/v2.1/standard/image-to-video", FalOutput.Video, Kling + Picture),
        new("fal-ai/kling-video/v2.1/master/text-to-video", FalOutput.Video, Kling + KlingRatio),
        new("fal-ai/kling-video/v2.1/master/image-to-video", FalOutput.Video, Kling + Picture),
        new("fal-ai/kling-video/v2.5-turbo/pro/text-to-video", FalOutput.Video, Kling + KlingRatio),
        new("fal-ai/kling-video/v2.5-turbo/pro/image-to-video", FalOutput.Video, Kling + Picture + " tail_image_url? image"),
        new("fal-ai/kling-video/v3/pro/image-to-video", FalOutput.Video, Kling + " start_image_url* image; end_image_url? image; generate_audio bool;"
            + " duration enum 3,4,5,6,7,8,9,10,11,12,13,14,15; prompt? str 1..2500"),
        new("fal-ai/wan-t2v", FalOutput.Video, OldWan) { FramesPerSecond = 16 },
        new("fal-ai/wan-i2v", FalOutput.Video, OldWan + Picture + " aspect_ratio enum auto,16:9,9:16,1:1; resolution enum 480p,720p; guide_scale num 1..10") { FramesPerSecond = 16 },
        new("fal-ai/wan/v2.2-a14b/text-to-video", FalOutput.Video, Wan) { FramesPerSecond = 16 },
        new("fal-ai/wan/v2.2-a14b/image-to-video", FalOutput.Video, Wan + Picture + " end_image_url? image; aspect_ratio enum auto,16:9,9:16,1:1") { FramesPerSecond = 16 },
        new("fal-ai/wan/v2.2-5b/text-to-video", FalOutput.Video, Wan + " resolution enum 580p,720p; num_inference_steps int 2..50"),
        new("fal-ai/wan/v2.2-5b/image-to-video", FalOutput.Video, Wan + Picture + " resolution enum 580p,720p; aspect_ratio enum auto,16:9,9:16,1:1"),
        new("fal-ai/wan-25-preview/text-to-video", FalOutput.Video, "prompt* str 1..800; aspect_ratio enum 16:9,9:16,1:1; resolution enum 480p,720p,1080p;"
            + " duration enum 5,10; negative_prompt? str ..500; enable_prompt_expansion bool; seed? int; audio_url? audio; enable_safety_checker bool"),
        new("fal-ai/wan-25-preview/image-to-video", FalOutput.Video, "prompt* str 1..800; image_url* image; resolution enum 480p,720p,1080p;"
            + " duration enum 5,10; negative_prompt? str ..500; enable_prompt_expansion bool; seed? int; audio_url? audio; enable_safety_checker bool"),
        new("fal-ai/hunyuan-video", FalOutput.Video, Hunyuan),
        new("fal-ai/hunyuan-video-v1.5/text-to-video", FalOutput.Video, "prompt* str; negative_prompt str; aspect_ratio enum 16:9,9:16; resolution enum 480p;"
            + " num_frames int 1..241; num_inference_steps int 1..50; seed? int; enable_prompt_expansion bool"),
        new("fal-ai/ltx-video", FalOutput.Video, Ltx),
        new("fal-ai/ltx-video/image-to-video", FalOutput.Video, Ltx + Picture),
        new("fal-ai/ltx-video-13b-dev", FalOutput.Video, LongLtx),
        new("fal-ai/ltx-video-13b-dev/image-to-video", FalOutput.Video, LongLtx + Picture + " aspect_ratio enum auto,9:16,1:1,16:9"),
        new("fal-ai/ltx-video-13b-distilled/multiconditioning", FalOutput.Video, LongLtx + " aspect_ratio enum auto,9:16,1:1,16:9"),
        new("fal-ai/ltx-2/text-to-video", FalOutput.Video, Ltx2) { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/ltx-2/image-to-video", FalOutput.Video, Ltx2 + Picture) { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/ltx-2.3/text-to-video/fast", FalOutput.Video, Ltx2 + " duration intenum 6,8,10,12,14,16,18,20; fps intenum 24,25,48,50") { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/mochi-v1", FalOutput.Video, "prompt* str; negative_prompt str; seed? int; enable_prompt_expansion bool"),
        new("fal-ai/cogvideox-5b", FalOutput.Video, "prompt* str; video_size size; negative_prompt str; loras objs Lora; num_inference_steps int 1..50; seed? int;"
            + " guidance_scale num 0..20; use_rife bool; export_fps int 4..32") { FramesPerSecond = 16 },
        new("fal-ai/minimax-video", FalOutput.Video, Hailuo) { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/minimax/video-01", FalOutput.Video, Hailuo) { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/minimax/video-01/image-to-video", FalOutput.Video, Hailuo + Picture) { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/minimax/hailuo-02/standard/text-to-video", FalOutput.Video, Hailuo + " duration enum 6,10") { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/minimax/hailuo-02/standard/image-to-video", FalOutput.Video, Hailuo + Picture + " duration enum 6,10; resolution enum 512P,768P; end_image_url? image")
            { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/minimax/hailuo-02/pro/text-to-video", FalOutput.Video, Hailuo) { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/minimax/hailuo-02/pro/image-to-video", FalOutput.Video, Hailuo + Picture + " end_image_url? image") { Seconds = 6, FramesPerSecond = 25 },
        new("fal-ai/luma-dream-machine", FalOutput.Video, "prompt* str 3..5000; aspect_ratio enum 16:9,9:16,4:3,3:4,21:9,9:21; loop bool"),
        new("fal-ai/luma-dream-machine/image-to-video", FalOutput.Video, "prompt* str 3..5000; image_url* image; end_image_url? image;"
            + " aspect_ratio enum 16:9,9:16,4:3,3:4,21:9,9:21; loop bool"),
        new("fal-ai/longcat-video/text-to-video/480p", FalOutput.Video, "prompt* str; negative_prompt str; num_frames int 17..961; fps int 1..60; num_inference_steps int 8..50;"
            + " guidance_scale num 1..10; aspect_ratio enum 16:9,9:16,1:1; seed? int; enable_safety_checker bool") { FramesPerSecond = 15 },
        new("fal-ai/sora-2/text-to-video", FalOutput.Video, Sora) { Seconds = 4 },
        new("fal-ai/sora-2/image-to-video", FalOutput.Video, Sora + Picture + " resolution enum auto,720p; aspect_ratio enum auto,9:16,16:9") { Seconds = 4 },
        new("fal-ai/bytedance/seedance/v1/pro/text-to-video", FalOutput.Video, Seedance),
        new("fal-ai/bytedance/seedance/v1/pro/image-to-video", FalOutput.Video, Seedance + Picture + " end_image_url? image; aspect_ratio enum 21:9,16:9,4:3,1:1,3:4,9:16,auto"),
    ];
}
