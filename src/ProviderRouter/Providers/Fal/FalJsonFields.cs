using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>Writes fields that a model may not have.</summary>
internal static class FalJsonFields
{
    public static void AddIf(this RequestJson input, string? field, string? value)
    {
        if (field is not null)
        {
            input.Add(field, value);
        }
    }

    public static void AddIf(this RequestJson input, string? field, long? value)
    {
        if (field is not null)
        {
            input.Add(field, value);
        }
    }

    public static void AddIf(this RequestJson input, string? field, double? value)
    {
        if (field is not null)
        {
            input.Add(field, value);
        }
    }

    public static void AddIf(this RequestJson input, string? field, bool? value)
    {
        if (field is not null)
        {
            input.Add(field, value);
        }
    }
}
