using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ProviderRouter.Providers.Fal;

/// <summary>Reads values that may be missing, or of another kind than fal says.</summary>
internal static class FalJson
{
    public static JsonElement Get(JsonElement item, string name)
    {
        try
        {
            return item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            return Search(item, name); // another name in the object is no Unicode
        }
    }

    /// <summary>Whether a property has this name; false for a name that is no Unicode.</summary>
    public static bool Is(JsonProperty property, string name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public static string? Text(JsonElement item, string name) => Text(Get(item, name));

    /// <summary>The text of a value; null for anything else, bytes that are no Unicode among them.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A value as JSON; bytes that are no Unicode are replaced, where the element itself would throw.</summary>
    public static string Raw(JsonElement value) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>An address of the web; null for anything else.</summary>
    public static Uri? Address(JsonElement item, string name) =>
        Uri.TryCreate(Text(item, name), UriKind.Absolute, out var address) && address.Scheme is ("https" or "http") ? address : null;

    public static double? Number(JsonElement item, string name) =>
        Get(item, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    public static long? Integer(JsonElement item, string name) =>
        Get(item, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A whole number that is no less than 0 and not absurdly large.</summary>
    public static int? Whole(JsonElement item, string name) => Integer(item, name) is >= 0 and <= int.MaxValue and var number ? (int)number : null;

    /// <summary>A number of seconds as a time; null when there is none, or it is no time.</summary>
    public static TimeSpan? Seconds(double? seconds) => seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds.Value) : null;

    private static JsonElement Search(JsonElement item, string name)
    {
        var found = default(JsonElement);
        foreach (var property in item.EnumerateObject())
        {
            found = Is(property, name) ? property.Value : found; // of two, the last counts
        }

        return found;
    }
}
