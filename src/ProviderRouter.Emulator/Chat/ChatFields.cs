using System.Text.Json;

namespace ProviderRouter.Emulator.Chat;

/// <summary>The fields all chat providers share.</summary>
internal static class ChatFields
{
    private static readonly Dictionary<string, FieldRule> Common = new(StringComparer.Ordinal)
    {
        ["model"] = new(FieldKind.Text),
        ["messages"] = new(FieldKind.List),
        ["stream"] = new(FieldKind.Flag),
        ["stream_options"] = new(FieldKind.Object),
        ["max_tokens"] = new(FieldKind.Integer, 1),
        ["max_completion_tokens"] = new(FieldKind.Integer, 1),
        ["temperature"] = new(FieldKind.Number, 0, 2),
        ["top_p"] = new(FieldKind.Number, 0, 1),
        ["frequency_penalty"] = new(FieldKind.Number, -2, 2),
        ["presence_penalty"] = new(FieldKind.Number, -2, 2),
        ["logit_bias"] = new(FieldKind.Object),
        ["stop"] = new(FieldKind.TextOrList),
        ["seed"] = new(FieldKind.Integer),
        ["n"] = new(FieldKind.Integer, 1, 128),
        ["logprobs"] = new(FieldKind.Flag),
        ["top_logprobs"] = new(FieldKind.Integer, 0, 20),
        ["tools"] = new(FieldKind.List),
        ["tool_choice"] = new(FieldKind.TextOrObject),
        ["parallel_tool_calls"] = new(FieldKind.Flag),
        ["response_format"] = new(FieldKind.Object),
        ["reasoning_effort"] = new(FieldKind.Text),
        ["user"] = new(FieldKind.Text),
        ["metadata"] = new(FieldKind.Object),
        ["service_tier"] = new(FieldKind.Text),
        ["prompt_cache_key"] = new(FieldKind.Text),
        ["prediction"] = new(FieldKind.Object),
    };

    /// <summary>Refuses wrong types, values out of range and, where the provider does so, unknown fields.</summary>
    public static void Check(JsonElement root, ChatDialect dialect)
    {
        foreach (var field in root.EnumerateObject())
        {
            if (!dialect.Extras.TryGetValue(field.Name, out var rule) && !Common.TryGetValue(field.Name, out rule))
            {
                if (dialect.RefusesUnknown)
                {
                    throw dialect.Invalid($"Extra inputs are not permitted, field: '{field.Name}'", field.Name);
                }

                continue;
            }

            if (field.Value.ValueKind == JsonValueKind.Null && !dialect.RefusesNull && field.Name is not ("model" or "messages"))
            {
                continue;
            }

            if (rule.Problem(field.Value) is { } problem)
            {
                throw dialect.Invalid($"Invalid type or value for '{field.Name}': {problem}.", field.Name);
            }
        }
    }
}
