namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>The tasks of hf-inference by their names. Parameters are those of the tasks' specifications and of the pipelines that run them.</summary>
internal sealed class PipelineTasks(Drawing drawing)
{
    private const string Classes = "function_to_apply text sigmoid|softmax|none; top_k int 1..";

    private const string Diffusion = "guidance_scale num; negative_prompt texts; num_inference_steps int 1..500; seed int; scheduler text;"
        + " num_images_per_prompt int 1..; clip_skip int; eta num; strength num 0..1; image_guidance_scale num;";

    private const string Asked = "top_k int 1..; doc_stride int 1..; max_answer_len int 1..; max_seq_len int 1..; max_question_len int 1..;"
        + " handle_impossible_answer flag;";

    private const string Rewriting = "clean_up_tokenization_spaces flag; truncation text do_not_truncate|longest_first|only_first|only_second;"
        + " generate_parameters object;";

    public IReadOnlyDictionary<string, PipelineTask> All { get; } = new PipelineTask[]
    {
        new("text-classification", InputForm.Own, TextClassification.Answer) { Parameters = Classes },
        new("text-ranking", InputForm.Own, TextRanking.Answer) { Parameters = "raw_scores flag; return_text flag; truncate flag", HasOptionsAtRoot = true },
        new("zero-shot-classification", InputForm.Texts, TextClassification.AnswerZeroShot)
        {
            Parameters = "candidate_labels texts; hypothesis_template text; multi_label flag",
        },
        new("token-classification", InputForm.Texts, TokenClassification.Answer)
        {
            Parameters = "ignore_labels list; stride int 0..; aggregation_strategy text none|simple|first|average|max",
            ClosedBy = "TokenClassificationPipeline._sanitize_parameters()",
        },
        new("fill-mask", InputForm.Texts, FillMask.Answer)
        {
            Parameters = "top_k int 1..; targets texts", ClosedBy = "FillMaskPipeline._sanitize_parameters()",
        },
        new("question-answering", InputForm.Own, QuestionAnswering.Answer) { Parameters = Asked + "align_to_words flag" },
        new("table-question-answering", InputForm.Own, TableQuestionAnswering.Answer)
        {
            Parameters = "padding text do_not_pad|longest|max_length; sequential flag; truncation flag",
        },
        new("summarization", InputForm.Texts, TextWriting.Summarize) { Parameters = Rewriting + ParameterRules.Generation, Generates = true },
        new("translation", InputForm.Texts, TextWriting.Translate)
        {
            Parameters = Rewriting + "src_lang text; tgt_lang text;" + ParameterRules.Generation, Generates = true,
        },
        new("text-generation", InputForm.Texts, TextWriting.Continue) { Parameters = ParameterRules.Generation, Generates = true },
        new("feature-extraction", InputForm.Texts, FeatureExtraction.Answer)
        {
            Parameters = "normalize flag; prompt_name text; truncate flag; truncation_direction text left|right|Left|Right", HasOptionsAtRoot = true,
        },
        new("sentence-similarity", InputForm.Own, FeatureExtraction.AnswerSimilarity),
        new("text-to-image", InputForm.Text, drawing.DrawAsync)
        {
            Parameters = Diffusion + "width int 8..2048; height int 8..2048", ClosedBy = "StableDiffusionPipeline.__call__()",
        },
        new("image-to-image", InputForm.Image, drawing.RedrawAsync)
        {
            Parameters = Diffusion + "prompt text; target_size object", ClosedBy = "StableDiffusionInstructPix2PixPipeline.__call__()",
        },
        new("text-to-speech", InputForm.Text, SoundTasks.SpeakAsync) { Parameters = "generation_parameters object;" + ParameterRules.Generation, Generates = true },
        new("text-to-audio", InputForm.Text, SoundTasks.SpeakAsync) { Parameters = "generation_parameters object;" + ParameterRules.Generation, Generates = true },
        new("automatic-speech-recognition", InputForm.Sound, SoundTasks.Transcribe)
        {
            Parameters = "return_timestamps any; generation_parameters object; chunk_length_s num 0..; stride_length_s any; generate_kwargs object",
            ClosedBy = "AutomaticSpeechRecognitionPipeline._sanitize_parameters()",
        },
        new("audio-classification", InputForm.Sound, SoundTasks.Classify) { Parameters = Classes },
        new("image-classification", InputForm.Image, PictureTasks.Classify)
        {
            Parameters = Classes, ClosedBy = "ImageClassificationPipeline._sanitize_parameters()",
        },
        new("zero-shot-image-classification", InputForm.Image, PictureTasks.ClassifyAsNamed)
        {
            Parameters = "candidate_labels texts; hypothesis_template text",
        },
        new("object-detection", InputForm.Image, PictureTasks.Detect) { Parameters = "threshold num 0..1" },
        new("image-segmentation", InputForm.Image, PictureTasks.Segment)
        {
            Parameters = "mask_threshold num 0..1; overlap_mask_area_threshold num 0..1; subtask text instance|panoptic|semantic; threshold num 0..1",
        },
        new("image-to-text", InputForm.Image, PictureTasks.Caption)
        {
            Parameters = "max_new_tokens int 1..; generation_parameters object; generate_kwargs object; prompt text",
            ClosedBy = "ImageToTextPipeline._sanitize_parameters()",
        },
        new("visual-question-answering", InputForm.Own, PictureTasks.AnswerQuestion) { Parameters = "top_k int 1.." },
        new("document-question-answering", InputForm.Own, PictureTasks.AnswerDocument) { Parameters = Asked + "lang text; word_boxes list" },
        new("tabular-classification", InputForm.Own, TabularTasks.Classify),
        new("tabular-regression", InputForm.Own, TabularTasks.Estimate),
    }.ToDictionary(task => task.Name, StringComparer.Ordinal);
}
