using System.IO.Compression;
using System.Text;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Bark's prompts: a zip of three arrays in NumPy's format.</summary>
internal static class NumpyArchive
{
    public static byte[] Write(string text)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["semantic_prompt", "coarse_prompt", "fine_prompt"])
            {
                // A fixed time, so that the same text gives the same bytes.
                var entry = zip.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var target = entry.Open();
                target.Write(WriteArray(text, name));
            }
        }

        return archive.ToArray();
    }

    /// <summary>One array of 32-bit numbers, one per letter; its head is filled up to a multiple of 64 bytes.</summary>
    private static byte[] WriteArray(string text, string name)
    {
        var head = $"{{'descr': '<i4', 'fortran_order': False, 'shape': ({text.Length},), }}";
        head = head.PadRight(((head.Length + 11 + 63) / 64 * 64) - 11) + "\n";
        using var array = new MemoryStream();
        array.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, (byte)(head.Length >> 8)]);
        array.Write(Encoding.ASCII.GetBytes(head));
        for (var at = 0; at < text.Length; at++)
        {
            array.Write(BitConverter.GetBytes((int)(StableHash.Of(name, text[at]) % 10000)));
        }

        return array.ToArray();
    }
}
