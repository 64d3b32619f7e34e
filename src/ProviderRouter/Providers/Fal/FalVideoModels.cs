namespace ProviderRouter.Providers.Fal;

/// <summary>The video models that are known. Data, not code: a new model is a new line.</summary>
internal static class FalVideoModels
{
    public static readonly FalVideoModel Unknown = new();

    // Closed models choose frames and steps themselves.
    private static readonly FalVideoModel Closed = Unknown with { FrameCount = null, FramesPerSecond = null, Steps = null, Guidance = null, OptimizePrompt = null };
    private static readonly FalVideoModel Open = Unknown with { Duration = FalDuration.None };

    private static readonly FalVideoModel Veo = Closed with { Duration = FalDuration.TextWithUnit, LastImage = null };
    private static readonly FalVideoModel Kling = Closed with { Duration = FalDuration.Text, Resolution = null, Guidance = "cfg_scale", Seed = null, LastImage = null };
    private static readonly FalVideoModel KlingFrame = Kling with { Ratio = null };
    private static readonly FalVideoModel Wan2 = Open with { FramesPerSecond = "frames_per_second" };
    private static readonly FalVideoModel Wan5 = Closed with { Duration = FalDuration.Text, OptimizePrompt = "enable_prompt_expansion", LastImage = null };
    private static readonly FalVideoModel Hailuo = Closed with
    {
        Duration = FalDuration.None,
        NegativePrompt = null,
        Ratio = null,
        Resolution = null,
        Seed = null,
        OptimizePrompt = "prompt_optimizer",
        LastImage = null,
    };

    private static readonly FalVideoModel Ltx = Open with { FrameCount = null, FramesPerSecond = null, Ratio = null, Resolution = null, OptimizePrompt = null, LastImage = null };
    private static readonly FalVideoModel LongLtx = Open with { FramesPerSecond = "frame_rate", Steps = null, Guidance = null, OptimizePrompt = "expand_prompt", LastImage = null };
    private static readonly FalVideoModel Ltx2 = Closed with { NegativePrompt = null, FramesPerSecond = "fps", Seed = null };
    private static readonly FalVideoModel Pixverse = Closed with { Duration = FalDuration.Text };

    public static readonly (string Words, FalVideoModel Model)[] Known =
    [
        ("/veo first-last-frame", Veo with { Image = "first_frame_url", LastImage = "last_frame_url" }),
        ("/veo2/image-to-video", Veo with { NegativePrompt = null, Ratio = null, Resolution = null, Seed = null }),
        ("/veo2/", Veo with { Resolution = null }),
        ("/veo", Veo),
        ("kling-video/o1 image-to-video", KlingFrame with { NegativePrompt = null, Guidance = null, Image = "start_image_url", LastImage = "end_image_url" }),
        ("kling-video/o3 image-to-video", KlingFrame with { NegativePrompt = null, Guidance = null, LastImage = "end_image_url" }),
        ("kling-video/o", Kling with { NegativePrompt = null, Guidance = null }),
        ("kling-video/v3 image-to-video", KlingFrame with { Image = "start_image_url", LastImage = "end_image_url" }),
        ("kling-video/v2.6 image-to-video", KlingFrame with { Guidance = null, Image = "start_image_url", LastImage = "end_image_url" }),
        ("kling-video/v2.5-turbo/pro/image-to-video", KlingFrame with { LastImage = "tail_image_url" }),
        ("kling-video/v2 image-to-video", KlingFrame),
        ("kling-video/v1/standard/image-to-video", KlingFrame with { LastImage = "tail_image_url" }),
        ("kling-video/v1 pro/image-to-video", Kling with { LastImage = "tail_image_url" }),
        ("kling-video/v1 image-to-video", KlingFrame),
        ("kling-video", Kling),
        ("wan-25-preview/image-to-video", Wan5 with { Ratio = null }),
        ("wan-25-preview", Wan5),
        ("/wan/v2.6/image-to-video", Wan5 with { Ratio = null }),
        ("/wan/v2.6/", Wan5),
        ("/wan/v2.7/image-to-video", Wan5 with { Duration = FalDuration.Number, Ratio = null, LastImage = "end_image_url" }),
        ("/wan/v2.7/", Wan5 with { Duration = FalDuration.Number }),
        ("/wan turbo", Wan2 with { FrameCount = null, FramesPerSecond = null, Steps = null, Guidance = null, NegativePrompt = null }),
        ("/wan/v2.2-5b/", Wan2 with { LastImage = null }),
        ("/wan/", Wan2),
        ("wan-flf2v", Wan2 with { Guidance = null, Image = "start_image_url" }),
        ("wan-t2v", Wan2 with { Guidance = null, LastImage = null }),
        ("wan-i2v", Wan2 with { Guidance = "guide_scale", LastImage = null }),
        ("wan-pro", Open with { NegativePrompt = null, FrameCount = null, FramesPerSecond = null, Ratio = null, Resolution = null, Steps = null, Guidance = null, OptimizePrompt = null, LastImage = null }),
        ("hunyuan-video-v1.5", Open with { FramesPerSecond = null, Guidance = null, LastImage = null }),
        ("hunyuan-video", Open with { NegativePrompt = null, FramesPerSecond = null, Guidance = null, OptimizePrompt = null, LastImage = null }),
        ("ltx-2-19b/distilled", Open with { Size = "video_size", Ratio = null, Resolution = null, Steps = null, Guidance = null }),
        ("ltx-2-19b", Open with { Size = "video_size", Ratio = null, Resolution = null }),
        ("ltx-2.3", Ltx2),
        ("ltx-2/", Ltx2 with { Ratio = null, LastImage = null }),
        ("ltx-video-13b", LongLtx),
        ("ltxv-13b", LongLtx),
        ("ltx-video-v09", LongLtx with { FrameCount = null, FramesPerSecond = null, Steps = "num_inference_steps" }),
        ("ltx-video-lora", Wan2 with { FrameCount = null, Guidance = null, LastImage = null }),
        ("ltx-video", Ltx),
        ("mochi", Ltx with { Steps = null, Guidance = null, OptimizePrompt = "enable_prompt_expansion" }),
        ("cogvideox", Ltx with { FramesPerSecond = "export_fps", Size = "video_size" }),
        ("hailuo-02/pro", Hailuo with { LastImage = "end_image_url" }),
        ("hailuo-02/standard/image-to-video", Hailuo with { Duration = FalDuration.Text, Resolution = "resolution", LastImage = "end_image_url" }),
        ("hailuo /pro/", Hailuo),
        ("hailuo", Hailuo with { Duration = FalDuration.Text }),
        ("minimax", Hailuo),
        ("luma-dream-machine/ray", Closed with { Duration = FalDuration.TextWithUnit, NegativePrompt = null, Seed = null }),
        ("luma-dream-machine", Closed with { Duration = FalDuration.None, NegativePrompt = null, Resolution = null, Seed = null }),
        ("longcat-video/distilled/image-to-video", Open with { NegativePrompt = null, Ratio = null, Resolution = null, Guidance = null, LastImage = null }),
        ("longcat-video/distilled", Open with { NegativePrompt = null, Resolution = null, Guidance = null, LastImage = null }),
        ("longcat-video image-to-video", Open with { Ratio = null, Resolution = null, LastImage = null }),
        ("longcat-video", Open with { Resolution = null, LastImage = null }),
        ("sora-2", Closed with { NegativePrompt = null, Seed = null, LastImage = null }),
        ("seedance", Closed with { Duration = FalDuration.Text, NegativePrompt = null }),
        ("pixverse/v6 transition", Closed with { Image = "first_image_url" }),
        ("pixverse/v6/image-to-video", Closed with { Ratio = null, LastImage = null }),
        ("pixverse/v6", Closed with { LastImage = null }),
        ("pixverse transition", Pixverse with { Image = "first_image_url" }),
        ("pixverse image-to-video", Pixverse with { Ratio = null, LastImage = null }),
        ("pixverse", Pixverse with { LastImage = null }),
        ("vidu start-end", Closed with { Duration = FalDuration.None, NegativePrompt = null, Ratio = null, Resolution = null, Image = "start_image_url" }),
        ("vidu/q1 text-to-video", Closed with { Duration = FalDuration.None, NegativePrompt = null, Resolution = null }),
        ("vidu/q1", Closed with { Duration = FalDuration.None, NegativePrompt = null, Ratio = null, Resolution = null, LastImage = null }),
        ("vidu image-to-video", Closed with { NegativePrompt = null, Ratio = null }),
        ("vidu", Closed with { NegativePrompt = null }),
        ("pika image-to-video", Closed with { Ratio = null, LastImage = null }),
        ("pika", Closed with { LastImage = null }),
        ("kandinsky5", Closed with { Duration = FalDuration.TextWithUnit, NegativePrompt = null, Steps = "num_inference_steps", Seed = null, LastImage = null }),
        ("/magi", Open with { NegativePrompt = null, FramesPerSecond = null, Guidance = null, OptimizePrompt = null, LastImage = null }),
        ("marey", Closed with { Duration = FalDuration.TextWithUnit, Ratio = null, Resolution = null, Guidance = "guidance_scale", LastImage = null }),
        ("grok-imagine-video", Closed with { NegativePrompt = null, Seed = null, LastImage = null }),
        ("framepack", Open with { FramesPerSecond = null, Steps = null, OptimizePrompt = null }),
    ];
}
