namespace ProviderRouter.Emulator.Media;

/// <summary>Generated video: the camera pans over the picture of the prompt. Without sound.</summary>
internal static class Video
{
    private const int MostFrames = 3600;
    private const int MovesPerSecond = 6;

    /// <summary>An MP4 file (H.264) that every player opens; odd sides lose a pixel.</summary>
    public static byte[] Mp4(int width, int height, int frames, int framesPerSecond, string prompt, long seed)
    {
        (width, height) = (width & ~1, height & ~1);
        var picture = Picture.Draw(width, height, prompt, seed);
        var codec = new H264Writer(width, height);
        var hold = Math.Max(1, framesPerSecond / MovesPerSecond);
        var units = new List<(byte[] Unit, bool IsKey)>();
        for (var frame = 0; frame < Math.Clamp(frames, 1, MostFrames); frame++)
        {
            var shift = frame / hold;
            units.Add(frame % hold > 0
                ? (codec.SameFrame(frame % hold), false)
                : (codec.KeyFrame((column, row) => picture[(shift + (column * 2)) % picture.Columns, Math.Min(row * 2, picture.Rows - 1)], shift), true));
        }

        return new Mp4Writer(width, height, framesPerSecond).Write(codec, units);
    }
}
