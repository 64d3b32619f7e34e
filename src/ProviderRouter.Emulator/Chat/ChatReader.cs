using System.Text.Json;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Reads and checks a chat request as a provider does.</summary>
internal sealed class ChatReader(ChatDialect dialect)
{
    public ChatRequest Read(Exchange exchange)
    {
        var root = dialect.Protocol.ReadObject(exchange);
        ChatFields.Check(root, dialect);
        var model = Value(root, "model")?.GetString() ?? string.Empty;
        if (model.Length == 0 && dialect.NeedsModel)
        {
            throw dialect.Invalid("You must provide a model parameter.", "model");
        }

        if (Value(root, "messages") is not { } messages || messages.GetArrayLength() == 0)
        {
            throw dialect.Invalid("Invalid 'messages': expected an array with at least one message.", "messages");
        }

        var stream = Flag(root, "stream");
        var options = Value(root, "stream_options");
        if (options is not null && !stream)
        {
            throw dialect.Invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
        }

        var (wantsJson, schema) = ReadFormat(root);
        var tools = new ToolReader(dialect).Read(root);
        var logprobs = Value(root, "logprobs");
        var topLogprobs = Integer(root, "top_logprobs");
        if (topLogprobs is not null && logprobs is not { ValueKind: JsonValueKind.True })
        {
            throw dialect.Invalid("The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs");
        }

        return new ChatRequest
        {
            Model = model,
            Body = root,
            Messages = new MessageReader(dialect).Read(messages),
            Stream = stream,
            IncludeUsage = options is { } given && Flag(given, "include_usage"),
            MaxTokens = ReadMaxTokens(root),
            Choices = Integer(root, "n") ?? 1,
            Stops = ReadStops(root),
            Tools = tools,
            ToolChoice = new ToolReader(dialect).ReadChoice(root, tools),
            ParallelToolCalls = Value(root, "parallel_tool_calls") is not { ValueKind: JsonValueKind.False },
            WantsJson = wantsJson,
            Schema = schema,
            Logprobs = logprobs is { ValueKind: JsonValueKind.True },
            LegacyLogprobs = logprobs is { ValueKind: JsonValueKind.Number },
            TopLogprobs = topLogprobs ?? (logprobs is { ValueKind: JsonValueKind.Number } count ? count.GetInt32() : 0),
            Reasons = Reasons(root),
            Hash = StableHash.Of(exchange.Body.Span),
        };
    }

    /// <summary>A property that is there and not null.</summary>
    public static JsonElement? Value(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Flag(JsonElement root, string name) => Value(root, name) is { ValueKind: JsonValueKind.True };

    private static int? Integer(JsonElement root, string name) =>
        Value(root, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private int? ReadMaxTokens(JsonElement root)
    {
        var old = Integer(root, "max_tokens");
        var current = Integer(root, "max_completion_tokens");
        return old is not null && current is not null
            ? throw dialect.Invalid("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "max_tokens")
            : old ?? current;
    }

    private List<string> ReadStops(JsonElement root)
    {
        if (Value(root, "stop") is not { } stop)
        {
            return [];
        }

        if (stop.ValueKind == JsonValueKind.String)
        {
            return [stop.GetString()!];
        }

        if (stop.GetArrayLength() is 0 or > 4 || stop.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            throw dialect.Invalid("Invalid 'stop': expected one to four strings.", "stop");
        }

        return [.. stop.EnumerateArray().Select(item => item.GetString()!)];
    }

    private bool Reasons(JsonElement root)
    {
        var effort = Value(root, "reasoning_effort");
        var thinking = Value(root, "thinking");
        if (effort is not null && thinking is not null && dialect.Extras.ContainsKey("thinking"))
        {
            throw dialect.Invalid("'thinking' and 'reasoning_effort' cannot be given together.", "thinking");
        }

        if (effort is null)
        {
            return dialect.Thinks(root) || (thinking is { ValueKind: JsonValueKind.Object } mode && mode.TryGetProperty("type", out var type)
                && type.ValueKind == JsonValueKind.String && type.ValueEquals("enabled"));
        }

        if (effort.Value.ValueKind != JsonValueKind.String)
        {
            return effort.Value.ValueKind != JsonValueKind.False;
        }

        return effort.Value.GetString() switch
        {
            "none" => false,
            "minimal" or "low" or "medium" or "high" or "xhigh" or "max" => true,
            var other => throw dialect.Invalid($"Invalid 'reasoning_effort': '{other}' is not one of low, medium, high, none.", "reasoning_effort"),
        };
    }

    private (bool WantsJson, JsonElement? Schema) ReadFormat(JsonElement root)
    {
        if (Value(root, "response_format") is not { } format)
        {
            return (false, null);
        }

        var type = Value(format, "type") is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;
        switch (type)
        {
            case "text":
                return (false, null);
            case "grammar" when dialect.IsGenerous:
                return (false, null);
            case "json_object":
                return (true, Value(format, "schema") ?? Value(format, "value"));
            case "json_schema" when dialect.IsGenerous && Value(format, "json_schema") is { ValueKind: JsonValueKind.Object } bare:
                return (true, Value(bare, "schema") ?? bare);
            case "regex" when dialect.TakesFlatSchema && Value(format, "pattern") is { ValueKind: JsonValueKind.String }:
                return (false, null);
            case "json_schema" when dialect.TakesFlatSchema && Value(format, "schema") is { ValueKind: JsonValueKind.Object } flat:
                return (true, flat);
            case "json_schema":
                if (Value(format, "json_schema") is not { ValueKind: JsonValueKind.Object } outer
                    || Value(outer, "name") is not { ValueKind: JsonValueKind.String })
                {
                    throw dialect.Invalid("Missing required parameter: 'response_format.json_schema.name'.", "response_format.json_schema.name");
                }

                return (true, Value(outer, "schema"));
            default:
                throw dialect.Invalid(
                    $"Invalid value: '{type}'. Supported values are: 'text', 'json_object' and 'json_schema'.", "response_format.type");
        }
    }
}
