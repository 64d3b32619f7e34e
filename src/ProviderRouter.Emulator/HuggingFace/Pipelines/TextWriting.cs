using System.Text.Json;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>Tasks that write a text after another one: summaries, translations, continuations.</summary>
internal static class TextWriting
{
    /// <summary>The first sentences, about a third of the text.</summary>
    public static JsonNode Summarize(PipelineRequest request)
    {
        var limit = Limit(request, "generate_parameters");
        return List(request, "summary_text", text =>
        {
            var sentences = Words.Sentences(text);
            var kept = string.Join(' ', sentences.Take(Math.Max(1, (sentences.Count + 1) / 3)).Select(sentence => sentence.Text.Trim()));
            return Cut(kept, limit);
        });
    }

    /// <summary>The text again, marked as translated: the emulator knows no language.</summary>
    public static JsonNode Translate(PipelineRequest request)
    {
        var (from, to) = (request.Text("src_lang"), request.Text("tgt_lang"));
        if (from is null != to is null)
        {
            throw PipelineErrors.Inference("src_lang and tgt_lang have to be given both or not at all");
        }

        if (from is null && request.Model.Id.Contains("nllb", StringComparison.OrdinalIgnoreCase))
        {
            throw PipelineErrors.Inference("Translation requires a `src_lang` and a `tgt_lang` for this model");
        }

        var limit = Limit(request, "generate_parameters");
        return List(request, "translation_text", text => Cut(to is null ? $"[synthetic translation] {text}" : $"[synthetic translation, {from} to {to}] {text}", limit));
    }

    /// <summary>A continuation, with the text itself before it unless it is not wanted.</summary>
    public static JsonNode Continue(PipelineRequest request)
    {
        var limit = request.Integer("max_new_tokens") ?? request.Integer("max_length");
        return List(request, "generated_text", text =>
        {
            var more = Cut($" and this is a synthetic continuation from the ProviderRouter emulator (model {request.Model.Id}).", limit);
            return request.Flag("return_full_text") == false ? more : text + more;
        });
    }

    private static JsonArray List(PipelineRequest request, string name, Func<string, string> write) =>
        new([.. request.Texts.Select(text => new JsonObject { [name] = write(text) })]);

    private static string Cut(string text, int? tokens) => tokens is { } limit ? string.Concat(Tokens.Split(text).Take(limit)) : text;

    /// <summary>The limit of tokens, given beside the other parameters or among those of the generation.</summary>
    private static int? Limit(PipelineRequest request, string inner)
    {
        var nested = request.Value(inner) is { ValueKind: JsonValueKind.Object } given ? request with { Parameters = given } : request;
        return nested.Integer("max_new_tokens") ?? nested.Integer("max_length") ?? request.Integer("max_length");
    }
}
