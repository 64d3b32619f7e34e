using System.Buffers;
using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Writes the body of a chat. Source: wire notes of the dialect, §2.1 to §2.4; what is unset is not written, for several servers refuse null and empty fields.</summary>
internal static class OpenAIChatEncoder
{
    public static void Write(IBufferWriter<byte> output, TaskContext<ChatRequest> context, OpenAIDialect dialect, LoadedMedia media, bool stream)
    {
        var request = context.Request;
        using var json = new Utf8JsonWriter(output, RequestJson.Options);
        json.WriteStartObject();
        json.WriteString("model"u8, context.Model); // first: routers read the target from the start of the body
        if (!context.Overrides("messages"))
        {
            json.WritePropertyName("messages"u8);
            OpenAIMessageWriter.Write(json, context, dialect, media);
        }

        if (stream)
        {
            json.WriteBoolean("stream"u8, true);
            if (dialect.SendsStreamOptions && !dialect.Omits.Contains("stream_options") && !context.Overrides("stream_options"))
            {
                json.WriteStartObject("stream_options"u8);
                json.WriteBoolean("include_usage"u8, true);
                json.WriteEndObject();
            }
        }

        WriteSampling(json, context, dialect, request);
        WriteTools(json, context, dialect, request);
        WriteFormat(json, context, dialect, request);
        WriteParameters(json, context);
        json.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, ChatRequest request)
    {
        WriteNumber(json, context, dialect, dialect.MaxTokensField, nameof(request.MaxOutputTokens), request.MaxOutputTokens);
        WriteNumber(json, context, dialect, "temperature", nameof(request.Temperature), request.Temperature);
        WriteNumber(json, context, dialect, "top_p", nameof(request.TopP), request.TopP);
        WriteNumber(json, context, dialect, "top_k", nameof(request.TopK), request.TopK);
        WriteNumber(json, context, dialect, "min_p", nameof(request.MinP), request.MinP);
        WriteNumber(json, context, dialect, "frequency_penalty", nameof(request.FrequencyPenalty), request.FrequencyPenalty);
        WriteNumber(json, context, dialect, "presence_penalty", nameof(request.PresencePenalty), request.PresencePenalty);
        WriteNumber(json, context, dialect, "repetition_penalty", nameof(request.RepetitionPenalty), request.RepetitionPenalty);
        WriteNumber(json, context, dialect, "seed", nameof(request.Seed), request.Seed);
        WriteNumber(json, context, dialect, "n", nameof(request.Count), request.Count);
        WriteFlag(json, context, dialect, "logprobs", nameof(request.LogProbabilities), request.LogProbabilities);
        WriteNumber(json, context, dialect, "top_logprobs", nameof(request.TopLogProbabilities), request.TopLogProbabilities);
        WriteText(json, context, dialect, "reasoning_effort", nameof(request.ReasoningEffort), EffortFor(context, dialect, request.ReasoningEffort?.Value));
        WriteText(json, context, dialect, "user", nameof(request.User), request.User);

        if (request.Stop.Count > 0 && Takes(context, dialect, "stop", nameof(request.Stop)))
        {
            json.WriteStartArray("stop"u8); // an array even for one: Together's schema knows no other form
            foreach (var stop in request.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        if (request.LogitBias is { Count: > 0 } bias && Takes(context, dialect, "logit_bias", nameof(request.LogitBias)))
        {
            json.WriteStartObject("logit_bias"u8);
            foreach (var (token, value) in bias)
            {
                json.WriteNumber(token.ToString(System.Globalization.CultureInfo.InvariantCulture), value);
            }

            json.WriteEndObject();
        }
    }

    private static string? EffortFor(TaskContext context, OpenAIDialect dialect, string? effort)
    {
        if (effort is null || !dialect.ReasoningEfforts.TryGetValue(effort, out var known))
        {
            return effort;
        }

        context.Warn(nameof(ChatRequest.ReasoningEffort), $"'{known}' was sent: '{context.Provider}' does not know '{effort}'.");
        return known;
    }

    private static void WriteTools(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, ChatRequest request)
    {
        var hasTools = context.Overrides("tools");
        if (request.Tools.Count > 0 && Takes(context, dialect, "tools", nameof(request.Tools)))
        {
            hasTools = true;
            json.WriteStartArray("tools"u8);
            foreach (var tool in request.Tools)
            {
                WriteTool(json, tool);
            }

            json.WriteEndArray();
        }

        if (!hasTools) // servers refuse the rest without them
        {
            context.WarnIf(request.ToolChoice is not null, nameof(request.ToolChoice), "Not sent: no tools were sent.");
            context.WarnIf(request.ParallelToolCalls is not null, nameof(request.ParallelToolCalls), "Not sent: no tools were sent.");
            return;
        }

        if (request.ToolChoice is { } choice && Takes(context, dialect, "tool_choice", nameof(request.ToolChoice)))
        {
            if (choice.FunctionName is { } function)
            {
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, function);
                json.WriteEndObject();
                json.WriteEndObject();
            }
            else
            {
                json.WriteString("tool_choice"u8, choice.Mode);
            }
        }

        WriteFlag(json, context, dialect, "parallel_tool_calls", nameof(request.ParallelToolCalls), request.ParallelToolCalls);
    }

    private static void WriteTool(Utf8JsonWriter json, ChatTool tool)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, tool.Name);
        if (tool.Description is not null)
        {
            json.WriteString("description"u8, tool.Description);
        }

        json.WritePropertyName("parameters"u8);
        if (tool.Parameters is { } parameters)
        {
            parameters.WriteTo(json);
        }
        else
        {
            json.WriteRawValue("""{"type":"object","properties":{}}"""u8, skipInputValidation: true); // neither null nor left out
        }

        if (tool.Strict is { } strict)
        {
            json.WriteBoolean("strict"u8, strict);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, ChatRequest request)
    {
        if (request.ResponseFormat is not { } format || !Takes(context, dialect, "response_format", nameof(request.ResponseFormat)))
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, format.Type);
        if (format.Schema is { } schema)
        {
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, format.SchemaName);
            if (format.Strict is { } strict)
            {
                json.WriteBoolean("strict"u8, strict);
            }

            json.WritePropertyName("schema"u8);
            schema.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, TaskContext<ChatRequest> context)
    {
        if (context.Parameters is not { } parameters)
        {
            return;
        }

        foreach (var (name, value) in parameters)
        {
            if (name is not ("model" or "stream")) // the route and the verb decide these
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
            else
            {
                context.Warn($"ProviderParameters.{name}", "Ignored: the router sets it.");
            }
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, string field, string setting, int? value)
    {
        if (value is { } number && Takes(context, dialect, field, setting))
        {
            json.WriteNumber(field, number);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, string field, string setting, long? value)
    {
        if (value is { } number && Takes(context, dialect, field, setting))
        {
            json.WriteNumber(field, number);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, string field, string setting, double? value)
    {
        if (value is { } number && Takes(context, dialect, field, setting))
        {
            json.WriteNumber(field, number);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, string field, string setting, bool? value)
    {
        if (value is { } flag && Takes(context, dialect, field, setting))
        {
            json.WriteBoolean(field, flag);
        }
    }

    private static void WriteText(Utf8JsonWriter json, TaskContext<ChatRequest> context, OpenAIDialect dialect, string field, string setting, string? value)
    {
        if (value is not null && Takes(context, dialect, field, setting))
        {
            json.WriteString(field, value);
        }
    }

    // The caller's own field wins, once; what the server does not take is said, not dropped in silence.
    private static bool Takes(TaskContext context, OpenAIDialect dialect, string field, string setting)
    {
        if (context.Overrides(field))
        {
            return false;
        }

        if (dialect.Omits.Contains(field))
        {
            context.Warn(setting, $"Not sent: '{context.Provider}' does not take '{field}'.");
            return false;
        }

        return true;
    }
}
