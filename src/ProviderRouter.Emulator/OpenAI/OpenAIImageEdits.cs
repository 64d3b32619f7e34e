using System.Globalization;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.OpenAI;

/// <summary>Pictures made from others: a form with one or several pictures, a prompt, and perhaps a mask over the first.</summary>
internal sealed class OpenAIImageEdits(OpenAIProtocol protocol, OpenAIImages images)
{
    private const int MostInputs = 16;
    private const int LargestFile = 50 * 1024 * 1024;
    private const int LongestSide = 2048;

    public async Task EditAsync(Exchange exchange)
    {
        protocol.RequireMethod(exchange, "POST");
        var form = await FormReader.ReadAsync(exchange).ConfigureAwait(false);
        var model = protocol.Model(form.Text("model") is { Length: > 0 } named ? named : "emulated-image");
        var inputs = ReadInputs(form, model);
        var first = inputs[0].Picture;
        CheckMask(form, first);
        if (form.Text("prompt") is not { Length: > 0 } prompt)
        {
            throw Missing("prompt");
        }

        var (width, height) = images.Size(form.Text("size"))
            ?? (Math.Clamp(first.Width, 64, LongestSide), Math.Clamp(first.Height, 64, LongestSide));
        var hash = inputs.Aggregate(0UL, (sum, input) => StableHash.Of(input.Bytes, sum));
        await images.WriteAsync(exchange, new PictureOrder(model, prompt, width, height)
        {
            Count = ReadCount(form),
            Seed = (long)(hash >> 1),
            ResponseFormat = OneOf(form, "response_format", "url", "b64_json"),
            Format = OneOf(form, "output_format", "png", "jpeg", "webp") ?? "png",
            Inputs = inputs.Count,
        }).ConfigureAwait(false);
    }

    /// <summary>One picture is named <c>image</c>; several are named so too, or <c>image[]</c>.</summary>
    private List<(byte[] Bytes, PictureFile Picture)> ReadInputs(Form form, string model)
    {
        var files = form.Files("image").Concat(form.Files("image[]")).ToList();
        var most = model.StartsWith("dall-e", StringComparison.Ordinal) ? 1 : MostInputs;
        if (files.Count == 0)
        {
            throw Missing("image");
        }

        return files.Count <= most
            ? [.. files.Select(file => (file.Bytes, ReadPicture(file, "image")))]
            : throw Invalid("image", FormattableString.Invariant($"expected at most {most} images, but got {files.Count}"));
    }

    private PictureFile ReadPicture(FormPart file, string name)
    {
        if (file.Bytes.Length > LargestFile)
        {
            throw protocol.Error(413, $"The file '{name}' is larger than 50 MB.", name);
        }

        return PictureFile.Read(file.Bytes) is { Format: "png" or "jpeg" or "webp" } picture
            ? picture
            : throw Invalid(name, "unsupported image, expected png, jpeg or webp");
    }

    private void CheckMask(Form form, PictureFile first)
    {
        if (form.File("mask") is not { } file)
        {
            return;
        }

        var mask = ReadPicture(file, "mask");
        if (mask.Format != "png" || (mask.Width, mask.Height) != (first.Width, first.Height))
        {
            throw Invalid("mask", "expected a png of the same size as the image");
        }
    }

    private int ReadCount(Form form) => form.Text("n") switch
    {
        null => 1,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= OpenAIImages.MostPictures => count,
        var text => throw Invalid("n", $"'{text}' is not an integer from 1 to {OpenAIImages.MostPictures}"),
    };

    private string? OneOf(Form form, string name, params string[] allowed) => form.Text(name) switch
    {
        null => null,
        var text when allowed.Contains(text) => text,
        var text => throw Invalid(name, $"'{text}' is not one of {string.Join(", ", allowed)}"),
    };

    private WireException Missing(string name) =>
        protocol.Error(400, $"Missing required parameter: '{name}'.", name, "missing_required_parameter");

    private WireException Invalid(string name, string problem) =>
        protocol.Error(400, $"Invalid value for '{name}': {problem}.", name, "invalid_value");
}
