using System.Diagnostics.CodeAnalysis;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The fields of a request in a server's dialect, as JSON or as a form. What is null is not written.</summary>
internal interface IOpenAIFields
{
    /// <summary>Whether the server has a field for a setting; that it has none is said.</summary>
    bool Knows([NotNullWhen(true)] string? field, string setting);

    /// <summary>Tells the caller that a setting cannot be honoured.</summary>
    void Warn(string setting, string message);

    void Add(string field, string setting, string? value);

    void Add(string field, string setting, long? value);

    void Add(string field, string setting, double? value);

    void Add(string field, string setting, bool? value);
}

/// <summary>Adds fields that not every server knows: one that is null is said to be unknown when its value is set.</summary>
internal static class OpenAIFieldsExtensions
{
    public static void AddKnown<TFields>(this TFields fields, string? field, string setting, string? value)
        where TFields : IOpenAIFields
    {
        if (value is not null && fields.Knows(field, setting))
        {
            fields.Add(field, setting, value);
        }
    }

    public static void AddKnown<TFields>(this TFields fields, string? field, string setting, long? value)
        where TFields : IOpenAIFields
    {
        if (value is not null && fields.Knows(field, setting))
        {
            fields.Add(field, setting, value);
        }
    }

    public static void AddKnown<TFields>(this TFields fields, string? field, string setting, double? value)
        where TFields : IOpenAIFields
    {
        if (value is not null && fields.Knows(field, setting))
        {
            fields.Add(field, setting, value);
        }
    }

    public static void AddKnown<TFields>(this TFields fields, string? field, string setting, bool? value)
        where TFields : IOpenAIFields
    {
        if (value is not null && fields.Knows(field, setting))
        {
            fields.Add(field, setting, value);
        }
    }
}
