using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>A text, translated: between two languages that are named, or those that the model knows.</summary>
internal sealed class HfTranslation : HfJsonCodec<TranslationRequest, TranslationResponse>
{
    private const string Source = "src_lang";
    private const string Target = "tgt_lang";

    public override void Check(TaskContext<TranslationRequest> context)
    {
        if (IsSet(context, Source, context.Request.SourceLanguage) != IsSet(context, Target, context.Request.TargetLanguage))
        {
            throw context.Fail(
                ErrorKind.InvalidRequest,
                $"'{context.Provider}' takes both languages of a translation or none, so nothing was sent: set SourceLanguage and TargetLanguage, or leave both to the model.");
        }
    }

    public override void WriteInputs(Utf8JsonWriter json, TranslationRequest request, ReadOnlySpan<byte> file) => json.WriteStringValue(request.Text);

    public override void WriteParameters(RequestJson parameters, TaskContext<TranslationRequest> context)
    {
        var request = context.Request;
        parameters.Add(Source, request.SourceLanguage);
        parameters.Add(Target, request.TargetLanguage);
        parameters.Add("clean_up_tokenization_spaces", request.CleanUpSpaces);
        parameters.Add("truncation", request.Truncation?.Value);
        HfBody.WriteNested(parameters, context, "generate_parameters", ("max_new_tokens", request.MaxOutputTokens));
    }

    protected override TranslationResponse Read(HfAnswer answer, TaskContext<TranslationRequest> context) =>
        new() { Text = answer.Text(answer.First(), "translation_text") };

    private static bool IsSet(TaskContext<TranslationRequest> context, string field, string? value) => value is not null || context.Overrides(field);
}
