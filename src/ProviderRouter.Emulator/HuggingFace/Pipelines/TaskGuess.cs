using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Guesses the task of a model that is not in the table: by its name, else by the shape of the request.</summary>
internal static class TaskGuess
{
    /// <summary>Parts of names in order; the first that fits tells, for later ones are parts of earlier families too.</summary>
    private static readonly (string Parts, string Task)[] Hints =
    [
        ("rerank|cross-encoder/", "text-ranking"),
        ("embed|bge-|-e5-|/e5-|gte-|minilm|mpnet|paraphrase-|sentence-t5|/uae-|nli-mean|nli-stsb", "feature-extraction"),
        ("whisper|wav2vec2|parakeet|-asr|speech-to-text", "automatic-speech-recognition"),
        ("superb-er|audioset|audio-class|speech-emotion", "audio-classification"),
        ("musicgen|audioldm|stable-audio", "text-to-audio"),
        ("tts|speecht5|/bark|kokoro|parler|_vits|/vits|/dia-", "text-to-speech"),
        ("clip-vit|siglip", "zero-shot-image-classification"),
        ("mnli|zeroshot|zero-shot|-nli", "zero-shot-classification"),
        ("sentiment|sst-2|finbert|emotion|toxic|language-detection", "text-classification"),
        ("-ner|ner-|conll|pos-tag", "token-classification"),
        ("docvqa|document-qa|layoutlm", "document-question-answering"),
        ("vqa|vilt", "visual-question-answering"),
        ("squad|-qa", "question-answering"),
        ("tapas|tapex", "table-question-answering"),
        ("opus-mt|nllb|m2m100|mbart|t5-", "translation"),
        ("-cnn|distilbart|pegasus|summar", "summarization"),
        ("panoptic|segformer|mask2former|rmbg|segment", "image-segmentation"),
        ("detr|yolos|object-detection", "object-detection"),
        ("caption|image-to-text|trocr|/blip", "image-to-text"),
        ("pix2pix|kontext|-edit|inpaint", "image-to-image"),
        ("flux|stable-diffusion|sdxl|/sd-|playground-v|qwen-image|text-to-image", "text-to-image"),
        ("vit-|resnet|convnext|nsfw|image-class", "image-classification"),
        ("gpt2|llama|mistral|qwen|gemma|phi-|smollm", "text-generation"),
        ("bert-|roberta-|albert", "fill-mask"),
    ];

    /// <summary>Fields of the inputs that belong to one task only.</summary>
    private static readonly (string Field, string Task)[] InputFields =
    [
        ("source_sentence", "sentence-similarity"), ("table", "table-question-answering"), ("context", "question-answering"),
        ("image", "visual-question-answering"), ("data", "tabular-classification"), ("text", "text-classification"),
    ];

    /// <summary>Fields of the parameters that belong to one task only.</summary>
    private static readonly (string Field, string Task)[] ParameterFields =
    [
        ("aggregation_strategy", "token-classification"), ("ignore_labels", "token-classification"), ("targets", "fill-mask"),
        ("src_lang", "translation"), ("tgt_lang", "translation"), ("function_to_apply", "text-classification"),
        ("guidance_scale", "text-to-image"), ("num_inference_steps", "text-to-image"), ("negative_prompt", "text-to-image"),
        ("return_full_text", "text-generation"), ("max_new_tokens", "text-generation"),
    ];

    public static string? ByName(string id) =>
        Array.Find(Hints, hint => hint.Parts.Split('|').Any(part => id.Contains(part, StringComparison.OrdinalIgnoreCase))).Task;

    /// <summary>The task of raw bytes.</summary>
    public static string ByMedia(string mediaType, ReadOnlySpan<byte> bytes) =>
        mediaType.StartsWith("image/", StringComparison.Ordinal) || PictureFile.Read(bytes) is not null
            ? "image-classification"
            : "automatic-speech-recognition";

    /// <summary>The task of a JSON body.</summary>
    public static string ByShape(JsonElement root, string accept)
    {
        if (accept.Contains("image/", StringComparison.OrdinalIgnoreCase))
        {
            return "text-to-image";
        }

        if (accept.Contains("audio/", StringComparison.OrdinalIgnoreCase))
        {
            return "text-to-speech";
        }

        if (ChatReader.Value(root, "query") is not null && ChatReader.Value(root, "texts") is not null)
        {
            return "text-ranking";
        }

        var inputs = ChatReader.Value(root, "inputs") ?? default;
        var parameters = ChatReader.Value(root, "parameters") is { ValueKind: JsonValueKind.Object } given ? given : default;
        if (Has(parameters, "candidate_labels"))
        {
            return IsPicture(inputs) || Has(inputs, "image") ? "zero-shot-image-classification" : "zero-shot-classification";
        }

        return Array.Find(InputFields, entry => Has(inputs, entry.Field)).Task
            ?? Array.Find(ParameterFields, entry => Has(parameters, entry.Field)).Task
            ?? (Has(root, "normalize") || Has(root, "truncate") || Has(root, "prompt_name") ? "feature-extraction"
                : IsPicture(inputs) ? "image-classification"
                : inputs.ValueKind == JsonValueKind.String && FillMask.HasMask(inputs.GetString()!) ? "fill-mask"
                : "text-classification");
    }

    private static bool Has(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && ChatReader.Value(value, name) is not null;

    private static bool IsPicture(JsonElement inputs) =>
        inputs.ValueKind == JsonValueKind.String && inputs.TryGetBytesFromBase64(out var bytes) && PictureFile.Read(bytes) is not null;
}
