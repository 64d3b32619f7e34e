using System.Runtime.InteropServices;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>A vector of length one for a text: the sum of one direction per word, so that texts that share words are near each other.</summary>
internal static class TextVector
{
    private const int StemLength = 4;

    public static float[] Of(string text, int size, string model = "")
    {
        var vector = new float[size];
        var seed = StableHash.Of(model);
        var words = Words(text).ToList();
        foreach (var word in words)
        {
            Add(vector, StableHash.Of(word, seed), 1);
            if (word.Length > StemLength)
            {
                // Forms of one word begin alike.
                Add(vector, StableHash.Of(word[..StemLength] + "*", seed), 0.7f);
            }
        }

        if (words.Count == 0)
        {
            Add(vector, StableHash.Of(text, seed), 1);
        }

        return Normalize(vector);
    }

    /// <summary>How near two texts are, from about 0 to 1.</summary>
    public static double Likeness(string left, string right)
    {
        const int Size = 512;
        var (a, b) = (Of(left, Size), Of(right, Size));
        var product = 0.0;
        for (var i = 0; i < Size; i++)
        {
            product += a[i] * b[i];
        }

        return Math.Clamp(product, 0, 1);
    }

    /// <summary>Little-endian 32-bit numbers in base64, as vectors are sent when asked so.</summary>
    public static string ToBase64(float[] vector) => Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector));

    private static IEnumerable<string> Words(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (isWord && start < 0)
            {
                start = i;
            }
            else if (!isWord && start >= 0)
            {
                yield return text[start..i].ToLowerInvariant();
                start = -1;
            }
        }
    }

    private static void Add(float[] vector, ulong random, float weight)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            if (i % 4 == 0)
            {
                random = StableHash.Mix(random);
            }

            vector[i] += weight * ((((random >> (i % 4 * 16)) & 0xFFFF) / 32767.5f) - 1);
        }
    }

    private static float[] Normalize(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] /= length;
        }

        return vector;
    }
}
