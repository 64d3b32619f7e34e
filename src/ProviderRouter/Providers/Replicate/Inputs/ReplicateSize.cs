using System.Text.Json;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>
/// Says a size and a shape in the way the model takes them: two numbers, two numbers that count only beside the ratio <c>custom</c>, or one text.
/// Source: wire notes of Replicate, §10.
/// </summary>
internal static class ReplicateSize
{
    private const string Custom = "custom";
    private const string AsTheImage = "match_input_image";
    private const string SizeSetting = nameof(TextToImageRequest.Size);
    private const string RatioSetting = nameof(TextToImageRequest.AspectRatio);

    public static void Add(ReplicateInputWriter input, ImageSize? size, AspectRatio? ratio)
    {
        var isCustom = false;
        if (size is { } pixels)
        {
            isCustom = AddSize(input, pixels);
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
    private static bool AddSize(ReplicateInputWriter input, ImageSize size)
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
        else
        {
            input.Lose(SizeSetting);
        }

        return false;
    }

    private static bool Takes(ReplicateInput input, int pixels) => input.Match(pixels.ToString(System.Globalization.CultureInfo.InvariantCulture)) is not null;

    private static bool IsSize(string value) => value.Split('x', '*') is [var width, var height] && int.TryParse(width, out _) && int.TryParse(height, out _);

    // What the caller set by ProviderParameters went out instead.
    private static double? Sent(TaskContext context, ReplicateInput input, int? own) =>
        !context.Overrides(input.Name) ? own is { } pixels && Takes(input, pixels) ? pixels : null
        : context.Parameters![input.Name] is { ValueKind: JsonValueKind.Number } number ? number.GetDouble()
        : null;
}
