using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Schemas;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>Makes videos. Their length is asked for in the way of each model: seconds as text, text with an s, a number, or frames.</summary>
internal static class FalVideos
{
    public static (JsonNode Output, double Units) Make(FalCall call)
    {
        var input = call.Input;
        var rate = input.Integer("frames_per_second") ?? input.Integer("fps") ?? input.Integer("frame_rate") ?? input.Integer("export_fps") ?? call.Model.FramesPerSecond;
        var frames = input.Integer("num_frames") ?? (int)Math.Round(Seconds(input, call.Model) * rate);
        var (width, height) = Size(input, call.Model);
        var text = string.Join(' ', call.DescribePictures().Prepend(input.Prompt));
        var mp4 = Video.Mp4(width, height, frames, rate, text, (long)(call.Seed >> 1));
        var output = new JsonObject { ["video"] = call.Site.Publish("output.mp4", mp4, "video/mp4") };
        if (call.Model.Has("seed"))
        {
            output["seed"] = call.Seed;
        }

        return (output, Math.Round((double)frames / rate, 2));
    }

    private static double Seconds(FalInput input, FalModel model) =>
        double.TryParse(input.Value("duration")?.ToString().TrimEnd('s'), CultureInfo.InvariantCulture, out var seconds) ? seconds : model.Seconds;

    /// <summary>The short side by the resolution, such as 720p, the long one by the aspect ratio.</summary>
    private static (int Width, int Height) Size(FalInput input, FalModel model)
    {
        if (model.Has("video_size"))
        {
            var (width, height) = FalSize.Read(input.Value("video_size"), "landscape_16_9");
            return (Math.Clamp(width, 16, 2304), Math.Clamp(height, 16, 2304));
        }

        var shortSide = input.Text("resolution")?.ToUpperInvariant() switch
        {
            "4K" or "2160P" => 2160,
            "2K" or "1440P" => 1440,
            { } text when int.TryParse(text.TrimEnd('P'), NumberStyles.None, CultureInfo.InvariantCulture, out var lines) => Math.Clamp(lines, 64, 2160),
            _ => 720,
        };
        var (across, down) = input.Text("aspect_ratio")?.Split(':') is [var left, var right]
            && int.TryParse(left, out var x) && int.TryParse(right, out var y) && x > 0 && y > 0 ? (x, y) : (16, 9);
        var longSide = shortSide * Math.Max(across, down) / Math.Min(across, down);
        return across >= down ? (longSide, shortSide) : (shortSide, longSide);
    }
}
