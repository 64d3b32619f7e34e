using System.Buffers.Binary;
using System.IO.Compression;

namespace ProviderRouter.Emulator.Media;

/// <summary>Writes a picture as PNG with 8-bit samples.</summary>
internal static class PngWriter
{
    private static readonly uint[] CrcTable = BuildCrcTable();

    public static byte[] Write(Picture picture)
    {
        var line = new byte[1 + (picture.Width * 3)];
        return Write(picture.Width, picture.Height, isGrey: false, y =>
        {
            if (y % Picture.Cell == 0)
            {
                Fill(line, picture, y / Picture.Cell);
            }

            return line;
        });
    }

    /// <summary>A mask in one grey channel: white inside a box (left, top, right, bottom), black outside.</summary>
    public static byte[] WriteMask(int width, int height, (int Left, int Top, int Right, int Bottom) box)
    {
        var outside = new byte[1 + width];
        var inside = new byte[1 + width];
        inside.AsSpan(1 + box.Left, box.Right - box.Left).Fill(255);
        return Write(width, height, isGrey: true, y => y >= box.Top && y < box.Bottom ? inside : outside);
    }

    /// <summary>Writes lines of samples, each led by its filter, which is none.</summary>
    private static byte[] Write(int width, int height, bool isGrey, Func<int, byte[]> line)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)(isGrey ? 0 : 2);
        WriteChunk(png, "IHDR"u8, header);
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.Write(line(y));
            }
        }

        WriteChunk(png, "IDAT"u8, data.ToArray());
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Fill(byte[] line, Picture picture, int row)
    {
        for (var x = 0; x < picture.Width; x++)
        {
            var colour = picture[x / Picture.Cell, row];
            line[1 + (x * 3)] = (byte)(colour >> 16);
            line[2 + (x * 3)] = (byte)(colour >> 8);
            line[3 + (x * 3)] = (byte)colour;
        }
    }

    private static void WriteChunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(data, Crc(type, uint.MaxValue)));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var b in data)
        {
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] BuildCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
            }

            table[n] = value;
        }

        return table;
    }
}
