using System.Text.Json;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>
/// Says a size and a shape in the way the model takes them: two numbers, two numbers that count only beside the ratio <c>custom</c>, one text, or a ratio alone.
/// Source: wire notes of Replicate, §10.
/// </summary>
internal static class ReplicateSize
{
    private const string Custom = "custom";
    private const string AsTheImage = "match_input_image";
    private const string SizeSetting = nameof(TextToImageRequest.Size);
    private const string RatioSetting = nameof(TextToImageRequest.AspectRatio);

    // What a model takes whose own are not known.
    private static readonly AspectRatio[] UsualRatios = [new(1, 1), new(16, 9), new(9, 16), new(4, 3), new(3, 4), new(3, 2), new(2, 3), new(4, 5), new(5, 4)];

    public static void Add(ReplicateInputWriter input, ImageSize? size, AspectRatio? ratio)
    {
        var isCustom = false;
        if (size is { } pixels)
        {
            isCustom = AddSize(input, pixels, mayBeRatio: ratio is null);
        }

        if (ratio is not { } shape)
        {
            return;
        }

        if (isCustom)
        {
            input.Warn(RatioSetting, "Not sent: this model takes one of both, and Size was sent.");
        }
        else
        {
            input.Add(RatioSetting, ReplicateFields.AspectRatio, shape.ToString());
        }
    }

    /// <summary>Says that a new image shall have the shape of the given one, where the model would choose another.</summary>
    public static void AddImagesOwn(ReplicateInputWriter input)
    {
        if (input.Find(ReplicateFields.AspectRatio) is { } ratio && ratio.Takes(AsTheImage) && ratio.Default != AsTheImage)
        {
            input.Put(RatioSetting, ratio, AsTheImage);
        }
    }

    /// <summary>The megapixels of images whose size was sent; null when the model chose it.</summary>
    public static double? MegapixelsOf(TaskContext context, ReplicateInputs inputs, ImageSize? size, int images) =>
        inputs.Find(ReplicateFields.Width) is not { } width || inputs.Find(ReplicateFields.Height) is not { } height
            || (inputs.Find(ReplicateFields.AspectRatio) is { } ratio && ratio.Takes(Custom) && context.Overrides(ratio.Name))
            ? null
            : Sent(context, width, size?.Width) * Sent(context, height, size?.Height) * images / 1_000_000;

    // True when it went along with the ratio that makes it count.
    private static bool AddSize(ReplicateInputWriter input, ImageSize size, bool mayBeRatio)
    {
        if (input.Find(ReplicateFields.Width) is { } width && input.Find(ReplicateFields.Height) is { } height)
        {
            if (!Takes(width, size.Width) || !Takes(height, size.Height))
            {
                input.Lose(SizeSetting, Takes(width, size.Width) ? height : width); // half a size would be another shape
                return false;
            }

            input.Put(SizeSetting, width, size.Width);
            input.Put(SizeSetting, height, size.Height);
            if (input.Find(ReplicateFields.AspectRatio) is { } ratio && ratio.Takes(Custom))
            {
                input.Put(SizeSetting, ratio, Custom);
                return true;
            }

            return false;
        }

        if (input.Find(ReplicateFields.SizeText) is { } text && text.Values.Any(IsSize))
        {
            input.Put(SizeSetting, text, $"{size.Width}x{size.Height}", $"{size.Width}*{size.Height}");
        }
        else if (mayBeRatio && input.Find(ReplicateFields.AspectRatio) is { } shape && Nearest(shape, size) is { } nearest)
        {
            input.Put(SizeSetting, shape, nearest.ToString());
            input.Warn(SizeSetting, $"Sent as the ratio {nearest}: this model chooses the pixels itself at Replicate.");
        }
        else
        {
            input.Lose(SizeSetting);
        }

        return false;
    }

    private static AspectRatio? Nearest(ReplicateInput shape, ImageSize size)
    {
        if (size.Width <= 0 || size.Height <= 0 || shape.Kind is not (ReplicateInputKind.Any or ReplicateInputKind.Text))
        {
            return null;
        }

        var wanted = Math.Log((double)size.Width / size.Height);
        var ratios = shape.Values.Count == 0 ? UsualRatios : shape.Values.Select(RatioOf).OfType<AspectRatio>().ToArray();
        return ratios.Length == 0 ? null : ratios.MinBy(ratio => Math.Abs(Math.Log((double)ratio.Width / ratio.Height) - wanted));
    }

    private static AspectRatio? RatioOf(string value) =>
        value.Split(':') is [var width, var height] && int.TryParse(width, out var across) && int.TryParse(height, out var up) && across > 0 && up > 0 ? new(across, up) : null;

    private static bool Takes(ReplicateInput input, int pixels) => input.Match(pixels.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not null;

    private static bool IsSize(string value) => value.Split('x', '*') is [var width, var height] && int.TryParse(width, out _) && int.TryParse(height, out _);

    // What the caller set by ProviderParameters went out instead.
    private static double? Sent(TaskContext context, ReplicateInput input, int? own) =>
        !context.Overrides(input.Name) ? own is { } pixels && Takes(input, pixels) ? pixels : null
        : context.Parameters![input.Name] is { ValueKind: JsonValueKind.Number } number ? number.GetDouble()
        : null;
}
