using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>The requests of the tasks whose inputs are text.</summary>
internal static class HfTextCases
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Table = new() { ["Year"] = ["1987", "1999"], ["City"] = ["Oslo", "Bern"] };

    public static IReadOnlyDictionary<string, HfCase> All { get; } = new Dictionary<string, HfCase>
    {
        ["text-classification"] = HfCase.Of(InferenceTasks.TextClassification, new() { Text = "I \"like\" it" }, """{"inputs":"I \"like\" it"}"""),
        ["text-classification, all"] = HfCase.Of(
            InferenceTasks.TextClassification,
            new() { Text = "I like it", TopCount = 2, FunctionToApply = ClassificationFunction.Sigmoid },
            """{"inputs":"I like it","parameters":{"function_to_apply":"sigmoid","top_k":2}}"""),
        ["text-classification, own"] = HfCase.Of(
            InferenceTasks.TextClassification,
            new() { Text = "I like it", TopCount = 2, ProviderParameters = HfWire.Own(new() { ["top_k"] = 3, ["truncation"] = true, ["inputs"] = "other", ["options"] = new JsonObject { ["use_cache"] = false } }) },
            """{"inputs":"other","options":{"use_cache":false},"parameters":{"top_k":3,"truncation":true}}"""),
        ["token-classification"] = HfCase.Of(InferenceTasks.TokenClassification, new() { Text = "I am Ada" }, """{"inputs":"I am Ada"}"""),
        ["token-classification, all"] = HfCase.Of(
            InferenceTasks.TokenClassification,
            new() { Text = "I am Ada", IgnoreLabels = ["O", "MISC"], Stride = 16, AggregationStrategy = AggregationStrategy.Average },
            """{"inputs":"I am Ada","parameters":{"ignore_labels":["O","MISC"],"stride":16,"aggregation_strategy":"average"}}"""),
        ["zero-shot-classification"] = HfCase.Of(
            InferenceTasks.ZeroShotClassification, new() { Text = "Refund me", CandidateLabels = ["refund", "faq"] }, """{"inputs":"Refund me","parameters":{"candidate_labels":["refund","faq"]}}"""),
        ["zero-shot-classification, all"] = HfCase.Of(
            InferenceTasks.ZeroShotClassification,
            new() { Text = "Refund me", CandidateLabels = ["refund"], HypothesisTemplate = "It is {}.", MultiLabel = true },
            """{"inputs":"Refund me","parameters":{"candidate_labels":["refund"],"hypothesis_template":"It is {}.","multi_label":true}}"""),
        ["summarization"] = HfCase.Of(InferenceTasks.Summarization, new() { Text = "Long" }, """{"inputs":"Long"}"""),
        ["summarization, all"] = HfCase.Of(
            InferenceTasks.Summarization,
            new() { Text = "Long", MinOutputTokens = 5, MaxOutputTokens = 60, Truncation = TextTruncation.OnlyFirst, CleanUpSpaces = true },
            """{"inputs":"Long","parameters":{"clean_up_tokenization_spaces":true,"truncation":"only_first","generate_parameters":{"min_new_tokens":5,"max_new_tokens":60}}}"""),
        ["summarization, own generation"] = HfCase.Of(
            InferenceTasks.Summarization,
            new() { Text = "Long", MaxOutputTokens = 60, ProviderParameters = HfWire.Own(new() { ["generate_parameters"] = new JsonObject { ["num_beams"] = 4 } }) },
            """{"inputs":"Long","parameters":{"generate_parameters":{"num_beams":4}}}"""),
        ["translation"] = HfCase.Of(InferenceTasks.Translation, new() { Text = "Hello" }, """{"inputs":"Hello"}"""),
        ["translation, all"] = HfCase.Of(
            InferenceTasks.Translation,
            new() { Text = "Hello", SourceLanguage = "eng_Latn", TargetLanguage = "deu_Latn", Truncation = TextTruncation.DoNotTruncate, CleanUpSpaces = false, MaxOutputTokens = 9 },
            """{"inputs":"Hello","parameters":{"src_lang":"eng_Latn","tgt_lang":"deu_Latn","clean_up_tokenization_spaces":false,"truncation":"do_not_truncate","generate_parameters":{"max_new_tokens":9}}}"""),
        ["translation, one language by its own name"] = HfCase.Of(
            InferenceTasks.Translation,
            new() { Text = "Hello", TargetLanguage = "de", ProviderParameters = HfWire.Own(new() { ["src_lang"] = "en" }) },
            """{"inputs":"Hello","parameters":{"tgt_lang":"de","src_lang":"en"}}"""),
        ["question-answering"] = HfCase.Of(
            InferenceTasks.QuestionAnswering, new() { Question = "Who?", Context = "Ada is." }, """{"inputs":{"question":"Who?","context":"Ada is."}}"""),
        ["question-answering, all"] = HfCase.Of(
            InferenceTasks.QuestionAnswering,
            new()
            {
                Question = "Who?",
                Context = "Ada is.",
                TopCount = 2,
                DocumentStride = 64,
                MaxAnswerLength = 15,
                MaxSequenceLength = 384,
                MaxQuestionLength = 32,
                HandleImpossibleAnswer = true,
                AlignToWords = false,
            },
            """
            {"inputs":{"question":"Who?","context":"Ada is."},"parameters":{"top_k":2,"doc_stride":64,"max_answer_len":15,"max_seq_len":384,"max_question_len":32,
            "handle_impossible_answer":true,"align_to_words":false}}
            """),
        ["table-question-answering"] = HfCase.Of(
            InferenceTasks.TableQuestionAnswering, new() { Query = "When?", Table = Table }, """{"inputs":{"query":"When?","table":{"Year":["1987","1999"],"City":["Oslo","Bern"]}}}"""),
        ["table-question-answering, own"] = HfCase.Of(
            InferenceTasks.TableQuestionAnswering,
            new() { Query = "When?", Table = Table, ProviderParameters = HfWire.Own(new() { ["sequential"] = true }) },
            """{"inputs":{"query":"When?","table":{"Year":["1987","1999"],"City":["Oslo","Bern"]}},"parameters":{"sequential":true}}"""),
        ["fill-mask"] = HfCase.Of(InferenceTasks.FillMask, new() { Text = "[MASK] world!" }, """{"inputs":"[MASK] world!"}"""),
        ["fill-mask, all"] = HfCase.Of(
            InferenceTasks.FillMask, new() { Text = "[MASK] world!", TopCount = 1, Targets = ["hello", "my"] }, """{"inputs":"[MASK] world!","parameters":{"top_k":1,"targets":["hello","my"]}}"""),
        ["sentence-similarity"] = HfCase.Of(
            InferenceTasks.SentenceSimilarity,
            new() { SourceSentence = "It is easy.", Sentences = ["So simple.", "So hard."] },
            """{"inputs":{"source_sentence":"It is easy.","sentences":["So simple.","So hard."]}}""") with
        { PathEnd = "/pipeline/sentence-similarity" },
        ["feature-extraction"] = HfCase.Of(InferenceTasks.Embeddings, new() { Inputs = ["a", "b"] }, """{"inputs":["a","b"]}""") with { PathEnd = "/pipeline/feature-extraction" },
        ["feature-extraction, all"] = HfCase.Of(
            InferenceTasks.Embeddings,
            new() { Inputs = ["a", "b"], Normalize = true, Truncate = false, PromptName = "query", Dimensions = 8, User = "u", ProviderParameters = HfWire.Own(new() { ["truncation_direction"] = "left" }) },
            """{"inputs":["a","b"],"normalize":true,"prompt_name":"query","truncate":false,"truncation_direction":"left"}""") with
        {
            PathEnd = "/pipeline/feature-extraction",
            Warned = ["Dimensions", "User"],
        },
        ["text-generation"] = HfCase.Of(InferenceTasks.TextGeneration, new() { Prompt = "one two" }, """{"model":"acme/model","prompt":"one two"}""") with { PathEnd = "/v1/completions" },
        ["text-generation, all"] = HfCase.Of(
            InferenceTasks.TextGeneration,
            new()
            {
                Prompt = "one two",
                Suffix = "four",
                MaxOutputTokens = 20,
                Temperature = 0.5,
                TopP = 0.75,
                TopK = 40,
                MinP = 0.25,
                FrequencyPenalty = 1,
                PresencePenalty = -1,
                RepetitionPenalty = 1.5,
                Stop = ["."],
                Seed = 7,
                Count = 2,
                Echo = true,
                LogProbabilities = 3,
                User = "u",
                ProviderParameters = HfWire.Own(new() { ["best_of"] = 2 }),
            },
            """
            {"model":"acme/model","prompt":"one two","suffix":"four","max_tokens":20,"temperature":0.5,"top_p":0.75,"top_k":40,"min_p":0.25,"frequency_penalty":1,"presence_penalty":-1,
            "repetition_penalty":1.5,"stop":["."],"seed":7,"n":2,"echo":true,"logprobs":3,"user":"u","best_of":2}
            """) with
        {
            PathEnd = "/v1/completions",
        },
        ["text-to-audio"] = HfCase.Of(InferenceTasks.TextToAudio, new() { Prompt = "rain" }, """{"inputs":"rain"}""") with { Accept = "audio/*" },
        ["text-to-audio, all"] = HfCase.Of(
            InferenceTasks.TextToAudio,
            new()
            {
                Prompt = "rain",
                Temperature = 0.5,
                NegativePrompt = "wind",
                Duration = TimeSpan.FromSeconds(3),
                Steps = 9,
                Guidance = 3,
                Seed = 1,
                Format = AudioFormat.Wav,
                ProviderParameters = HfWire.Own(new() { ["do_sample"] = true }),
            },
            """{"inputs":"rain","parameters":{"temperature":0.5,"do_sample":true}}""") with
        {
            Accept = "audio/*",
            Warned = ["NegativePrompt", "Duration", "Steps", "Guidance", "Seed", "Format"],
        },
    };
}
