using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Chat fields that Fireworks knows beyond the common ones, or takes in more forms.</summary>
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
}
