using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>The requests of the tasks whose inputs are files: bare without parameters, base64 with them.</summary>
internal static class HfMediaCases
{
    private const string Gif = "GIF89a12";
    private static readonly string Image64 = HfWire.Base64(Gif);
    private static readonly string Sound64 = HfWire.Base64("fLaC1234");

    public static IReadOnlyDictionary<string, HfCase> All { get; } = new Dictionary<string, HfCase>
    {
        ["image-classification"] = BareImage(InferenceTasks.ImageClassification, new() { Image = HfWire.Image }),
        ["image-classification, all"] = HfCase.Of(
            InferenceTasks.ImageClassification,
            new() { Image = HfWire.Image, TopCount = 3, FunctionToApply = ClassificationFunction.Softmax },
            $$$$"""{"inputs":"{{{{Image64}}}}","parameters":{"function_to_apply":"softmax","top_k":3}}"""),
        ["image-classification, own"] = HfCase.Of(
            InferenceTasks.ImageClassification,
            new() { Image = HfWire.Image, ProviderParameters = HfWire.Own(new() { ["timeout"] = 5 }) },
            $$$$"""{"inputs":"{{{{Image64}}}}","parameters":{"timeout":5}}"""),
        ["image-classification, own at the root"] = HfCase.Of(
            InferenceTasks.ImageClassification,
            new() { Image = HfWire.Image, ProviderParameters = HfWire.Own(new() { ["options"] = new JsonObject { ["use_cache"] = false } }) },
            $$$$"""{"inputs":"{{{{Image64}}}}","options":{"use_cache":false}}"""),
        ["image-classification, own inputs"] = HfCase.Of(
            InferenceTasks.ImageClassification,
            new() { Image = HfWire.Image, ProviderParameters = HfWire.Own(new() { ["inputs"] = "abcd" }) },
            """{"inputs":"abcd"}"""),
        ["image-classification, a stream that is read once"] = BareImage(
            InferenceTasks.ImageClassification, new() { Image = MediaContent.FromStream(new Once("GIF89a12"u8.ToArray()), "image/gif") }),
        ["image-classification, of unknown type"] = BareImage(
            InferenceTasks.ImageClassification, new() { Image = MediaContent.FromBytes("no known file"u8.ToArray()) }) with
        {
            Body = "no known file",
            ContentType = "application/octet-stream",
        },
        ["audio-classification"] = BareSound(InferenceTasks.AudioClassification, new() { Audio = HfWire.Sound }),
        ["audio-classification, all"] = HfCase.Of(
            InferenceTasks.AudioClassification,
            new() { Audio = HfWire.Sound, TopCount = 3, FunctionToApply = ClassificationFunction.None },
            $$$$"""{"inputs":"{{{{Sound64}}}}","parameters":{"function_to_apply":"none","top_k":3}}"""),
        ["zero-shot-image-classification"] = HfCase.Of(
            InferenceTasks.ZeroShotImageClassification,
            new() { Image = HfWire.Image, CandidateLabels = ["animal", "car"] },
            $$$$"""{"inputs":"{{{{Image64}}}}","parameters":{"candidate_labels":["animal","car"]}}"""),
        ["zero-shot-image-classification, all"] = HfCase.Of(
            InferenceTasks.ZeroShotImageClassification,
            new() { Image = HfWire.Image, CandidateLabels = ["animal"], HypothesisTemplate = "A photo of {}." },
            $$$$"""{"inputs":"{{{{Image64}}}}","parameters":{"candidate_labels":["animal"],"hypothesis_template":"A photo of {}."}}"""),
        ["object-detection"] = BareImage(InferenceTasks.ObjectDetection, new() { Image = HfWire.Image }),
        ["object-detection, all"] = HfCase.Of(
            InferenceTasks.ObjectDetection, new() { Image = HfWire.Image, Threshold = 0.25 }, $$$$"""{"inputs":"{{{{Image64}}}}","parameters":{"threshold":0.25}}"""),
        ["image-segmentation"] = BareImage(InferenceTasks.ImageSegmentation, new() { Image = HfWire.Image }),
        ["image-segmentation, all"] = HfCase.Of(
            InferenceTasks.ImageSegmentation,
            new() { Image = HfWire.Image, Threshold = 0.25, MaskThreshold = 0.5, OverlapMaskAreaThreshold = 0.75, Subtask = "panoptic" },
            $$$$"""{"inputs":"{{{{Image64}}}}","parameters":{"mask_threshold":0.5,"overlap_mask_area_threshold":0.75,"subtask":"panoptic","threshold":0.25}}"""),
        ["image-to-text"] = BareImage(InferenceTasks.ImageToText, new() { Image = HfWire.Image }),
        ["image-to-text, all"] = HfCase.Of(
            InferenceTasks.ImageToText,
            new() { Image = HfWire.Image, MaxOutputTokens = 20, Temperature = 0.5, TopP = 0.75, Prompt = "a photo of" },
            $$$$"""{"inputs":"{{{{Image64}}}}","parameters":{"max_new_tokens":20,"generation_parameters":{"temperature":0.5,"top_p":0.75}}}""") with
        {
            Warned = ["Prompt"],
        },
        ["visual-question-answering"] = HfCase.Of(
            InferenceTasks.VisualQuestionAnswering, new() { Image = HfWire.Image, Question = "How many?" }, $$$$"""{"inputs":{"image":"{{{{Image64}}}}","question":"How many?"}}"""),
        ["visual-question-answering, all"] = HfCase.Of(
            InferenceTasks.VisualQuestionAnswering,
            new() { Image = HfWire.Image, Question = "How many?", TopCount = 2, MaxOutputTokens = 9, Temperature = 1, TopP = 1 },
            $$$$"""{"inputs":{"image":"{{{{Image64}}}}","question":"How many?"},"parameters":{"top_k":2}}""") with
        {
            Warned = ["MaxOutputTokens", "Temperature", "TopP"],
        },
        ["document-question-answering"] = HfCase.Of(
            InferenceTasks.DocumentQuestionAnswering, new() { Image = HfWire.Image, Question = "Which?" }, $$$$"""{"inputs":{"image":"{{{{Image64}}}}","question":"Which?"}}"""),
        ["document-question-answering, all"] = HfCase.Of(
            InferenceTasks.DocumentQuestionAnswering,
            new()
            {
                Image = HfWire.Image,
                Question = "Which?",
                TopCount = 2,
                Language = "deu",
                DocumentStride = 64,
                MaxAnswerLength = 15,
                MaxSequenceLength = 384,
                MaxQuestionLength = 32,
                HandleImpossibleAnswer = false,
                MaxOutputTokens = 9,
                ProviderParameters = HfWire.Own(new() { ["word_boxes"] = new JsonArray() }),
            },
            $$$$"""
            {"inputs":{"image":"{{{{Image64}}}}","question":"Which?"},"parameters":{"top_k":2,"lang":"deu","doc_stride":64,"max_answer_len":15,"max_seq_len":384,
            "max_question_len":32,"handle_impossible_answer":false,"word_boxes":[]}}
            """) with
        {
            Warned = ["MaxOutputTokens"],
        },
        ["image-to-image"] = BareImage(InferenceTasks.ImageToImage, new() { Image = HfWire.Image }) with { Accept = "image/png" },
        ["image-to-image, all"] = HfCase.Of(
            InferenceTasks.ImageToImage,
            new()
            {
                Image = HfWire.Image,
                References = [HfWire.Image],
                Prompt = "at night",
                NegativePrompt = "rain",
                Strength = 0.5,
                Size = new(64, 32),
                AspectRatio = new(1, 1),
                Count = 2,
                Seed = 7,
                Steps = 20,
                Guidance = 7.5,
                ImageGuidance = 1.5,
                Scheduler = "DDIM",
                Format = ImageFormat.Jpeg,
                SafetyChecker = true,
                Loras = [new() { Path = "acme/style" }],
            },
            $$$$"""
            {"inputs":"{{{{Image64}}}}","parameters":{"prompt":"at night","guidance_scale":7.5,"negative_prompt":"rain","num_inference_steps":20,"seed":7,"strength":0.5,
            "image_guidance_scale":1.5,"target_size":{"width":64,"height":32}}}
            """) with
        {
            Accept = "image/jpeg",
            Warned = ["Count", "AspectRatio", "References", "Scheduler", "SafetyChecker", "Loras"],
        },
        ["automatic-speech-recognition"] = BareSound(InferenceTasks.SpeechToText, new() { Audio = HfWire.Sound }),
        ["automatic-speech-recognition, all"] = HfCase.Of(
            InferenceTasks.SpeechToText,
            new() { Audio = HfWire.Sound, Timestamps = TimestampGranularity.Segment, Temperature = 0.5, Language = "en", Prompt = "Ada", Diarize = true, SpeakerCount = 2 },
            $$$$"""{"inputs":"{{{{Sound64}}}}","parameters":{"return_timestamps":true,"generation_parameters":{"temperature":0.5}}}""") with
        {
            Warned = ["Language", "Prompt", "Diarize", "SpeakerCount"],
        },
        ["automatic-speech-recognition, words"] = HfCase.Of(
            InferenceTasks.SpeechToText,
            new() { Audio = HfWire.Sound, Timestamps = TimestampGranularity.Word },
            $$$$"""{"inputs":"{{{{Sound64}}}}","parameters":{"return_timestamps":"word"}}"""),
    };

    private static HfCase BareImage<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        HfCase.Of(task, request, Gif) with { ContentType = "image/gif" };

    private static HfCase BareSound<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        HfCase.Of(task, request, "fLaC1234") with { ContentType = "audio/flac" };

    private sealed class Once(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
