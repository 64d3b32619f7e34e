using System.Runtime.InteropServices;
using System.Text.Json;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// A text of which each event holds all so far. The bytes of two events are compared as they came, so that only what is new is ever decoded: an
/// answer that grows over a thousand events would else be decoded a thousand times.
/// </summary>
internal sealed class FalGrowingText
{
    private byte[] given = [];
    private int length;

    public bool IsEmpty => length == 0;

    /// <summary>Whether the last text ended in half a character, so that nothing of it was given.</summary>
    public bool IsHalf { get; private set; }

    public void Clear() => (length, IsHalf) = (0, false);

    /// <summary>Takes the text as an event holds it.</summary>
    /// <param name="whole">The text so far, a string.</param>
    /// <param name="fresh">What is new; empty where that is nothing, or ends in half a character.</param>
    /// <returns>False when the text does not go on from what was given.</returns>
    public bool TryAdvance(JsonElement whole, out string fresh)
    {
        var quoted = JsonMarshal.GetRawUtf8Value(whole);
        var bytes = quoted[1..^1];
        if (bytes.StartsWith(given.AsSpan(0, length)))
        {
            IsHalf = !TryDecode(quoted, length, out fresh);
        }
        else if (ToString() is var before && FalJson.Text(whole) is { } now && now.StartsWith(before, StringComparison.Ordinal))
        {
            (fresh, IsHalf) = (now[before.Length..], false); // the same text, escaped in another way
        }
        else
        {
            fresh = "";
            return false;
        }

        if (!IsHalf)
        {
            Keep(bytes);
        }

        return true;
    }

    /// <summary>All that was given.</summary>
    public override string ToString() => length > 0 && TryDecode([(byte)'"', .. given.AsSpan(0, length), (byte)'"'], 0, out var text) ? text : "";

    // From the end of what was given up to the closing quotation mark; an opening one is put before it.
    private static bool TryDecode(ReadOnlySpan<byte> quoted, int start, out string text)
    {
        Span<byte> copy = quoted.Length - start <= 512 ? stackalloc byte[quoted.Length - start] : new byte[quoted.Length - start];
        quoted[start..].CopyTo(copy);
        copy[0] = (byte)'"';
        try
        {
            var reader = new Utf8JsonReader(copy);
            reader.Read();
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = ""; // half a surrogate pair, whose other half is still to come
            return false;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (given.Length < bytes.Length)
        {
            given = new byte[Math.Max(256, bytes.Length * 2)];
        }

        bytes.CopyTo(given);
        length = bytes.Length;
    }
}
