using System.Globalization;
using System.Text.Unicode;

namespace ProviderRouter.Transport;

/// <summary>
/// Tells whether all texts and names in JSON are Unicode, without a string of any. A document takes bytes that are no UTF-8, and half a surrogate
/// pair, as they come; whoever reads such a text, or looks for a name beside one, meets an exception that is no provider's.
/// </summary>
internal static class JsonUnicode
{
    private const int EscapeLength = 6; // \ud83d

    /// <summary>Whether they are.</summary>
    /// <param name="json">Well-formed JSON.</param>
    public static bool IsWhole(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        while (json.IndexOf((byte)'\\') is >= 0 and var at)
        {
            json = json[at..];
            if (UnitOf(json) is not { } unit)
            {
                json = json[2..];
                continue;
            }

            json = json[EscapeLength..];
            if (!char.IsSurrogate(unit))
            {
                continue;
            }

            if (!char.IsHighSurrogate(unit) || UnitOf(json) is not { } second || !char.IsLowSurrogate(second))
            {
                return false;
            }

            json = json[EscapeLength..];
        }

        return true;
    }

    // What stands at the beginning as \u0000; null where something else does.
    private static char? UnitOf(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json.StartsWith("\\u"u8) && ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
