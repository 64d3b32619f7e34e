using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Writes the fields of a request in a server's dialect: what is unset is left out, what the caller set by <c>ProviderParameters</c> wins once,
/// and what the server does not take is said, not dropped in silence.
/// </summary>
internal readonly struct OpenAIBody(Utf8JsonWriter json, TaskContext context, OpenAIDialect dialect) : IOpenAIFields
{
    public Utf8JsonWriter Writer => json;

    public void Add(string field, string setting, string? value)
    {
        if (value is not null && Takes(ref field, setting))
        {
            json.WriteString(field, value);
        }
    }

    public void Add(string field, string setting, long? value)
    {
        if (value is { } number && Takes(ref field, setting))
        {
            json.WriteNumber(field, number);
        }
    }

    public void Add(string field, string setting, double? value)
    {
        if (value is { } number && Takes(ref field, setting))
        {
            json.WriteNumber(field, number);
        }
    }

    public void Add(string field, string setting, bool? value)
    {
        if (value is { } flag && Takes(ref field, setting))
        {
            json.WriteBoolean(field, flag);
        }
    }

    public void Add(string field, string setting, IReadOnlyList<string> values)
    {
        if (values.Count == 0 || !Takes(ref field, setting))
        {
            return;
        }

        json.WriteStartArray(field);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public void Warn(string setting, string message) => context.Warn(setting, message);

    public bool Knows([NotNullWhen(true)] string? field, string setting) => OpenAIDialect.Knows(context, field, setting);

    /// <inheritdoc cref="OpenAIDialect.Takes"/>
    public bool Takes(string field, string setting) => dialect.Takes(context, field, setting);

    /// <summary>Asks for a stream, and for its usage where the server tells it only then.</summary>
    public void AddStream()
    {
        json.WriteBoolean("stream"u8, true);
        if (dialect.SendsStreamOptions && !dialect.Omits.Contains("stream_options") && !context.Overrides("stream_options"))
        {
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
        }
    }

    /// <summary>Adds what the caller set for this provider, but what the route and the verb decide.</summary>
    public void AddParameters()
    {
        if (context.Parameters is not { } parameters)
        {
            return;
        }

        foreach (var (name, value) in parameters)
        {
            if (name is "model" or "stream")
            {
                context.Warn($"ProviderParameters.{name}", "Ignored: the router sets it.");
                continue;
            }

            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private bool Takes(ref string field, string setting)
    {
        field = dialect.NameOf(field);
        return Takes(field, setting);
    }
}
