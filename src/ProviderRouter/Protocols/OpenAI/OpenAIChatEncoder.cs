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
        var body = new OpenAIBody(json, context, dialect);
        json.WriteStartObject();
        json.WriteString("model"u8, context.Model); // first: routers read the target from the start of the body
        if (!context.Overrides("messages"))
        {
            json.WritePropertyName("messages"u8);
            OpenAIMessageWriter.Write(json, context, dialect, media);
        }

        if (stream)
        {
            body.AddStream();
        }

        if (context.ContinuesAnswer)
        {
            foreach (var (field, value) in dialect.Prefill.Fields)
            {
                body.Add(field, nameof(request.Messages), value);
            }
        }

        WriteSampling(body, context, dialect);
        WriteTools(body, context);
        WriteFormat(body, request);
        body.AddParameters();
        json.WriteEndObject();
    }

    private static void WriteSampling(OpenAIBody body, TaskContext<ChatRequest> context, OpenAIDialect dialect)
    {
        var request = context.Request;
        body.Add(dialect.MaxTokensField, nameof(request.MaxOutputTokens), request.MaxOutputTokens);
        body.Add("temperature", nameof(request.Temperature), request.Temperature);
        body.Add("top_p", nameof(request.TopP), request.TopP);
        body.Add("top_k", nameof(request.TopK), request.TopK);
        body.Add("min_p", nameof(request.MinP), request.MinP);
        body.Add("frequency_penalty", nameof(request.FrequencyPenalty), request.FrequencyPenalty);
        body.Add("presence_penalty", nameof(request.PresencePenalty), request.PresencePenalty);
        body.Add("repetition_penalty", nameof(request.RepetitionPenalty), request.RepetitionPenalty);
        body.Add("seed", nameof(request.Seed), request.Seed);
        body.Add("n", nameof(request.Count), request.Count);
        if (dialect.CountsLogProbabilities)
        {
            // The number alone asks for them too; it contradicts a no.
            context.WarnIf(request is { LogProbabilities: false, TopLogProbabilities: not null }, nameof(request.TopLogProbabilities), "Not sent: LogProbabilities is false.");
            body.Add("logprobs", nameof(request.LogProbabilities), request.LogProbabilities == false ? null : request.TopLogProbabilities ?? (request.LogProbabilities == true ? 1 : null));
        }
        else
        {
            body.Add("logprobs", nameof(request.LogProbabilities), request.LogProbabilities);
            body.Add("top_logprobs", nameof(request.TopLogProbabilities), request.TopLogProbabilities);
        }

        body.Add("reasoning_effort", nameof(request.ReasoningEffort), EffortFor(context, dialect, request.ReasoningEffort?.Value));
        body.Add("user", nameof(request.User), request.User);
        body.Add("stop", nameof(request.Stop), request.Stop); // an array even for one: Together's schema knows no other form
        if (request.LogitBias is { Count: > 0 } bias && body.Takes("logit_bias", nameof(request.LogitBias)))
        {
            var json = body.Writer;
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

    private static void WriteTools(OpenAIBody body, TaskContext<ChatRequest> context)
    {
        var (json, request) = (body.Writer, context.Request);
        var hasTools = context.Overrides("tools");
        if (request.Tools.Count > 0 && body.Takes("tools", nameof(request.Tools)))
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

        if (request.ToolChoice is { } choice && body.Takes("tool_choice", nameof(request.ToolChoice)))
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

        body.Add("parallel_tool_calls", nameof(request.ParallelToolCalls), request.ParallelToolCalls);
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

    private static void WriteFormat(OpenAIBody body, ChatRequest request)
    {
        if (request.ResponseFormat is not { } format || !body.Takes("response_format", nameof(request.ResponseFormat)))
        {
            return;
        }

        var json = body.Writer;
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
}
