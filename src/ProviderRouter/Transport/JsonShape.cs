using System.Text.Json;

namespace ProviderRouter.Transport;

/// <summary>Finds out what is wrong with JSON that could not be read; only where that has failed already.</summary>
internal static class JsonShape
{
    /// <summary>The most levels that JSON may have: what its readers take when nothing else is said.</summary>
    public const int MaxDepth = 64;

    /// <summary>Whether it is valid as far as it goes, and not at its end.</summary>
    public static bool IsCut(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
            }

            return DepthOf(reader) > 0 || reader.BytesConsumed == 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether it has more levels than it may, and nothing else is wrong up to there.</summary>
    public static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new(new() { MaxDepth = MaxDepth + 1 }));
        try
        {
            while (reader.Read())
            {
                if (DepthOf(reader) > MaxDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // that is what is wrong
        }

        return false;
    }

    // The reader counts what stands around a token: an opening bracket not with itself.
    private static int DepthOf(in Utf8JsonReader reader) =>
        reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
}
