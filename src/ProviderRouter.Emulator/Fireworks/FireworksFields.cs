using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Endpoints;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Fields that Fireworks knows beyond the common ones, or takes in more forms.</summary>
internal static class FireworksFields
{
    public static readonly Dictionary<string, FieldRule> Chat = new(StringComparer.Ordinal)
    {
        ["context_length_exceeded_behavior"] = new(FieldKind.Text),
        ["prompt_truncate_len"] = new(FieldKind.Integer, 0),
        ["top_k"] = new(FieldKind.Integer, 0, 100),
        ["min_p"] = new(FieldKind.Number, 0, 1),
        ["typical_p"] = new(FieldKind.Number, 0, 1),
        ["repetition_penalty"] = new(FieldKind.Number, 0, 2),
        ["mirostat_target"] = new(FieldKind.Number),
        ["mirostat_lr"] = new(FieldKind.Number),
        ["logprobs"] = new(FieldKind.FlagOrInteger, 0, 5),
        ["top_logprobs"] = new(FieldKind.Integer, 0, 5),
        ["echo"] = new(FieldKind.Flag),
        ["echo_last"] = new(FieldKind.Integer, 0),
        ["ignore_eos"] = new(FieldKind.Flag),
        ["reasoning_effort"] = new(FieldKind.Effort),
        ["thinking"] = new(FieldKind.Object),
        ["reasoning_history"] = new(FieldKind.Text),
        ["prompt_cache_isolation_key"] = new(FieldKind.Text),
        ["prompt_cache_max_len"] = new(FieldKind.Integer, 0),
        ["perf_metrics_in_response"] = new(FieldKind.Flag),
        ["return_token_ids"] = new(FieldKind.Flag),
        ["raw_output"] = new(FieldKind.Flag),
        ["safe_tokenization"] = new(FieldKind.Flag),
        ["speculation"] = new(FieldKind.Any),
    };

    /// <summary>Of a conversation there is nothing here; everything else of the chat may be set.</summary>
    public static readonly Dictionary<string, FieldRule> Completions = CompletionFields();

    private static Dictionary<string, FieldRule> CompletionFields()
    {
        var fields = CompletionDialect.CommonFields();
        fields.Remove("suffix");
        fields.Remove("best_of");
        foreach (var (name, rule) in Chat.Where(field => field.Key is not ("thinking" or "reasoning_history")))
        {
            fields[name] = rule;
        }

        fields["images"] = new(FieldKind.List);
        fields["max_completion_tokens"] = new(FieldKind.Integer, 1);
        fields["response_format"] = new(FieldKind.Object);
        fields["metadata"] = new(FieldKind.Object);
        fields["service_tier"] = new(FieldKind.Text);
        fields["prompt_cache_key"] = new(FieldKind.Text);
        fields["prediction"] = new(FieldKind.Object);
        return fields;
    }
}
