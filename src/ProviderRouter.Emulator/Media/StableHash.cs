using System.Text;

namespace ProviderRouter.Emulator.Media;

/// <summary>A hash that is the same in every process (FNV-1a with a final mix).</summary>
internal static class StableHash
{
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * 1099511628211UL);
        }

        return Mix(hash);
    }

    public static ulong Of(string text, ulong seed = 0) => Of(Encoding.UTF8.GetBytes(text), seed);

    /// <summary>The next number of a sequence.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
