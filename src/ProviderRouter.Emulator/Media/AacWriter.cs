namespace ProviderRouter.Emulator.Media;

/// <summary>Writes silent AAC as a stream of frames that each have their own head (ADTS): 44.1 kHz, one channel.</summary>
internal static class AacWriter
{
    private const double FramesPerSecond = 44100 / 1024.0;

    public static byte[] Write(double seconds)
    {
        // Sync word, MPEG-4 without checksum; low complexity, 44.1 kHz, one channel; a length of 13; a full buffer; then one channel without content.
        ReadOnlySpan<byte> frame = [0xFF, 0xF1, 0x50, 0x40, 0x01, 0xBF, 0xFC, 0x00, 0xC8, 0x00, 0x80, 0x23, 0x80];
        var aac = new byte[Math.Max(2, (int)Math.Ceiling(seconds * FramesPerSecond)) * frame.Length];
        for (var at = 0; at < aac.Length; at += frame.Length)
        {
            frame.CopyTo(aac.AsSpan(at));
        }

        return aac;
    }
}
