using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Schemas;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>Makes pictures: drawn from the prompt, the input pictures and the seed.</summary>
internal static class FalPictures
{
    private const int LargestSide = 4096;

    public static (JsonNode Output, double Units) Make(FalCall call)
    {
        var (width, height) = Size(call);
        var input = call.Input;
        var isFlagged = call.Model.Output == FalOutput.Images && input.Flag("enable_safety_checker", true)
            && input.Prompt.Contains("nsfw", StringComparison.OrdinalIgnoreCase);
        var count = input.Integer("num_images") ?? 1;
        var images = Enumerable.Range(0, count).Select(number => (JsonNode)Publish(call, Draw(call, width, height, number, isFlagged), number)).ToArray();
        var units = Math.Ceiling(width * height / 1e6) * count;
        return (call.Model.Output switch
        {
            FalOutput.Image => new JsonObject { ["image"] = images[0] },
            FalOutput.PlainImages => new JsonObject { ["images"] = new JsonArray(images), ["description"] = string.Empty },
            _ => new JsonObject
            {
                ["images"] = new JsonArray(images),
                ["timings"] = new JsonObject { ["inference"] = 0.25 * count },
                ["seed"] = call.Seed,
                ["has_nsfw_concepts"] = new JsonArray([.. images.Select(_ => (JsonNode)isFlagged)]),
                ["prompt"] = input.Prompt,
            },
        }, units);
    }

    /// <summary>A small early state of the first picture, as a stream shows it.</summary>
    public static JsonNode Preview(FalCall call)
    {
        var (width, height) = Size(call);
        var picture = Picture.Draw(Math.Max(8, width / 8), Math.Max(8, height / 8), call.Input.Prompt, (long)(call.Seed >> 1));
        var (bytes, type) = PictureFormat.Write(picture, "jpeg");
        return new JsonObject
        {
            ["images"] = new JsonArray(new JsonObject { ["url"] = DataAddress(bytes, type), ["content_type"] = type }),
            ["seed"] = call.Seed,
            ["prompt"] = call.Input.Prompt,
        };
    }

    /// <summary>A picture the safety checker flags comes black.</summary>
    private static (byte[] Bytes, string MediaType) Draw(FalCall call, int width, int height, int number, bool isFlagged)
    {
        var text = string.Join(' ', call.DescribePictures().Prepend(call.Input.Prompt));
        var picture = isFlagged ? Picture.Plain(width, height, 0) : Picture.Draw(width, height, text, (long)(call.Seed >> 1) + number);
        return PictureFormat.Write(picture, call.Input.Text("output_format") ?? call.Model.Format);
    }

    private static JsonObject Publish(FalCall call, (byte[] Bytes, string MediaType) file, int number)
    {
        var (width, height) = Size(call);
        var extension = file.MediaType["image/".Length..].Replace("jpeg", "jpg", StringComparison.Ordinal);
        var image = call.Site.Publish(string.Create(CultureInfo.InvariantCulture, $"{number}.{extension}"), file.Bytes, file.MediaType);
        if (call.Input.Flag("sync_mode"))
        {
            image["url"] = DataAddress(file.Bytes, file.MediaType);
        }

        if (!call.Model.TellsFile)
        {
            image.Remove("file_name");
            image.Remove("file_size");
        }

        image["width"] = width;
        image["height"] = height;
        return image;
    }

    private static (int Width, int Height) Size(FalCall call)
    {
        var input = call.Input;
        var source = call.Source("image_url", "image_urls", "input_image_url");
        if (call.Model.Has("image_size") && (input.Value("image_size") is not null || source is null))
        {
            var (width, height) = FalSize.Read(input.Value("image_size"), call.Model.Size);
            return (Math.Clamp(width, 8, LargestSide), Math.Clamp(height, 8, LargestSide));
        }

        if (input.Text("aspect_ratio") is { } ratio && PictureFormat.Size(ratio, call.Model.Id.EndsWith("ultra", StringComparison.Ordinal) ? 4 : 1) is { } size)
        {
            return size;
        }

        return source is not null && PictureFile.Read(source.Content) is { } given
            ? (Math.Clamp(given.Width, 8, LargestSide), Math.Clamp(given.Height, 8, LargestSide))
            : (1024, 1024);
    }

    private static string DataAddress(byte[] bytes, string type) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";
}
