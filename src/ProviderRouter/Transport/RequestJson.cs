using System.Text.Encodings.Web;
using System.Text.Json;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Writes the fields of a request: what is unset is left out, and what the caller set by <c>ProviderParameters</c> wins, once.</summary>
internal readonly struct RequestJson(Utf8JsonWriter json, TaskContext context)
{
    /// <summary>How bodies are written: text as it is, where the default would escape all but ASCII and some of that.</summary>
    public static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Utf8JsonWriter Writer => json;

    public void Add(string field, string? value)
    {
        if (value is not null && !context.Overrides(field))
        {
            json.WriteString(field, value);
        }
    }

    public void Add(string field, long? value)
    {
        if (value is { } number && !context.Overrides(field))
        {
            json.WriteNumber(field, number);
        }
    }

    public void Add(string field, double? value)
    {
        if (value is { } number && !context.Overrides(field))
        {
            json.WriteNumber(field, number);
        }
    }

    public void Add(string field, bool? value)
    {
        if (value is { } flag && !context.Overrides(field))
        {
            json.WriteBoolean(field, flag);
        }
    }

    /// <summary>Adds a file as a <c>data:</c> address.</summary>
    public void Add(string field, string contentType, ReadOnlySpan<byte> bytes)
    {
        if (!context.Overrides(field))
        {
            json.WritePropertyName(field);
            JsonBase64.Write(json, $"data:{contentType};base64,", bytes);
        }
    }

    /// <summary>Adds a value that is written by hand: an object, say, or a list.</summary>
    public void Add(string field, Action<Utf8JsonWriter> write)
    {
        if (!context.Overrides(field))
        {
            json.WritePropertyName(field);
            write(json);
        }
    }

    public void Add(string field, IReadOnlyList<string> values)
    {
        if (values.Count == 0 || context.Overrides(field))
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

    /// <summary>Adds what the caller set for this provider.</summary>
    /// <param name="except">Fields that are written elsewhere, or that the route decides.</param>
    public void AddParameters(params ReadOnlySpan<string> except)
    {
        if (context.Parameters is null)
        {
            return;
        }

        foreach (var (field, value) in context.Parameters)
        {
            if (!except.Contains(field))
            {
                json.WritePropertyName(field);
                value.WriteTo(json);
            }
        }
    }
}
