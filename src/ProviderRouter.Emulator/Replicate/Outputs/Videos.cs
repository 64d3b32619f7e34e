using System.Globalization;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Models that film.</summary>
internal static class Videos
{
    private const double UsualSeconds = 5;
    private const int UsualRate = 16;
    private const double SquarePixels = 480 * 832;

    private static readonly string[] SourceNames =
        ["image", "first_frame_image", "start_image", "input_image", "start_image_url", "subject_reference", "reference_images", "last_frame_image", "last_image", "end_image"];

    public static PredictionOutput Make(PredictionInput input) => PredictionOutput.File(Film(input)).Counting("video_output_count", 1);

    /// <summary>The same in a list, as some models give it.</summary>
    public static PredictionOutput MakeList(PredictionInput input) => PredictionOutput.List([Film(input)]).Counting("video_output_count", 1);

    private static OutputFile Film(PredictionInput input)
    {
        var (width, height) = Size(input);
        var rate = Math.Clamp(input.Integer("frames_per_second") ?? input.Integer("fps") ?? UsualRate, 1, 60);
        var frames = input.Integer("num_frames") ?? input.Integer("video_length") ?? input.Integer("length")
            ?? (int)Math.Round((input.Number("duration") ?? UsualSeconds) * rate);
        var seed = (long)(input.Integer("seed") ?? 1);
        foreach (var source in SourceNames.SelectMany(input.Files))
        {
            seed = unchecked((seed * 31) + (long)(source.Hash & int.MaxValue));
        }

        var prompt = input.Prompt;
        return new OutputFile("output.mp4", () => (Video.Mp4(width, height, frames, rate, prompt, seed), "video/mp4"));
    }

    /// <summary>By width and height, by aspect ratio and resolution, or as large as the picture it begins with.</summary>
    private static (int Width, int Height) Size(PredictionInput input)
    {
        if (input.Integer("width") is { } width && input.Integer("height") is { } height)
        {
            return (Limited(width), Limited(height));
        }

        if (!input.Model.Input.ContainsKey("aspect_ratio") && input.File(SourceNames) is { } source && PictureSize.Of(source) is { } same)
        {
            return (Limited(same.Width), Limited(same.Height));
        }

        var lines = int.TryParse(input.Text("resolution")?.TrimEnd('p', 'P'), CultureInfo.InvariantCulture, out var given) ? given : 480;
        return PictureFormat.Size(input.Text("aspect_ratio") ?? "16:9", lines * lines * SquarePixels / (480 * 480) / (1024 * 1024)) ?? (832, 480);
    }

    private static int Limited(int side) => Math.Clamp(side / Picture.Cell * Picture.Cell, 2 * Picture.Cell, 1920);
}
