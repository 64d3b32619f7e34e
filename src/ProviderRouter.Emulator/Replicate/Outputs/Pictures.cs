using System.Globalization;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Models that draw, or change a picture that they are given.</summary>
internal static class Pictures
{
    /// <summary>Where a picture to be changed may stand.</summary>
    private static readonly string[] SourceNames =
        ["image", "input_image", "input_images", "image_prompt", "img", "control_image", "redux_image", "image_input"];

    public static PredictionOutput Many(PredictionInput input)
    {
        var count = Math.Clamp(input.Integer("num_outputs") ?? input.Integer("number_of_images") ?? 1, 1, 8);
        var format = Format(input);
        return PredictionOutput.List(
            [.. Enumerable.Range(0, count).Select(number => Draw(input, string.Create(CultureInfo.InvariantCulture, $"out-{number}.{format}"), format, number))])
            .Counting("image_count", count);
    }

    public static PredictionOutput One(PredictionInput input)
    {
        var format = Format(input);
        return PredictionOutput.File(Draw(input, "out-0." + format, format, 0)).Counting("image_count", 1);
    }

    /// <summary>The picture again, larger by its <c>scale</c>.</summary>
    public static PredictionOutput Enlarged(PredictionInput input)
    {
        var scale = Math.Clamp(input.Number("scale") ?? 1, 1, 10);
        var source = input.File(SourceNames);
        var (width, height) = PictureSize.Of(source) ?? (256, 256);
        var hash = (long)(source?.Hash & int.MaxValue ?? 1);
        return PredictionOutput.File(new OutputFile(
            "output.png",
            () => PictureFormat.Write(Picture.Draw(Limited(width * scale), Limited(height * scale), input.Model.Id, hash), "png")));

        static int Limited(double side) => (int)Math.Clamp(side, 8, 4096);
    }

    private static OutputFile Draw(PredictionInput input, string name, string format, int number)
    {
        var (width, height) = PictureSize.Of(input, SourceNames);
        var seed = (long)(input.Integer("seed") ?? 1) + number;
        foreach (var field in (string[])[.. SourceNames, "mask"])
        {
            foreach (var source in input.Files(field))
            {
                seed = unchecked((seed * 31) + (long)(source.Hash & int.MaxValue));
            }
        }

        // Two styles of one prompt differ.
        var style = input.Text("lora_weights") ?? input.Text("replicate_weights");
        seed ^= style is { Length: > 0 } ? (long)(StableHash.Of(style, (ulong)((input.Number("lora_scale") ?? 1) * 100)) & int.MaxValue) : 0;
        var prompt = input.Prompt;
        return new OutputFile(name, () => PictureFormat.Write(Picture.Draw(width, height, prompt, seed), format));
    }

    private static string Format(PredictionInput input) => input.Text("output_format") is "webp" or "jpg" or "jpeg" ? input.Text("output_format")! : "png";
}
