using System.Globalization;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fireworks;

/// <summary>Pictures of SDXL and its kin that follow another picture: image to image and ControlNet, both as multipart forms.</summary>
internal sealed class FireworksEdits(FireworksProtocol protocol)
{
    private const int UsualSide = 1024;

    /// <summary>How near the answer stays to the initial picture is told by one strength, or by a part of the steps.</summary>
    public async Task ImageToImageAsync(Exchange exchange)
    {
        var form = await FormReader.ReadAsync(exchange).ConfigureAwait(false);
        var picture = File(form, "init_image");
        CheckSteps(form, form.Text("init_image_mode") ?? "IMAGE_STRENGTH");
        Flag(form, "crop_padding");
        await WriteAsync(exchange, form, picture, (picture.Width, picture.Height)).ConfigureAwait(false);
    }

    /// <summary>The control picture is fitted into the size of the answer, which does not follow it.</summary>
    public async Task ControlNetAsync(Exchange exchange)
    {
        var form = await FormReader.ReadAsync(exchange).ConfigureAwait(false);
        var picture = File(form, "control_image");
        Required(form, "control_net_name");
        Number(form, "conditioning_scale", 0, 10);
        Number(form, "step_schedule_start", 0, 1);
        Number(form, "step_schedule_end", 0, 1);
        await WriteAsync(exchange, form, picture, (UsualSide, UsualSide)).ConfigureAwait(false);
    }

    private void CheckSteps(Form form, string mode)
    {
        var strength = Number(form, "image_strength", 0, 1);
        var (start, end) = (Number(form, "step_schedule_start", 0, 1), Number(form, "step_schedule_end", 0, 1));
        switch (mode)
        {
            case "IMAGE_STRENGTH" when strength is null:
                throw Invalid("image_strength", "it is required when 'init_image_mode' is IMAGE_STRENGTH");
            case "STEP_SCHEDULE" when start is null || end is null:
                throw Invalid("step_schedule_start", "it and 'step_schedule_end' are required when 'init_image_mode' is STEP_SCHEDULE");
            case "STEP_SCHEDULE" when start >= end:
                throw Invalid("step_schedule_end", "it must be greater than 'step_schedule_start'");
            case "IMAGE_STRENGTH" or "STEP_SCHEDULE":
                break;
            default:
                throw Invalid("init_image_mode", $"'{mode}' is not one of IMAGE_STRENGTH, STEP_SCHEDULE");
        }
    }

    private Task WriteAsync(Exchange exchange, Form form, PictureFile given, (int Width, int Height) usual)
    {
        var prompt = Required(form, "prompt");
        Number(form, "cfg_scale", 0, 100);
        Integer(form, "steps", 1, 500);
        Flag(form, "safety_check");
        var width = Integer(form, "width", 64, 2048) ?? Math.Clamp(usual.Width, 64, 2048);
        var height = Integer(form, "height", 64, 2048) ?? Math.Clamp(usual.Height, 64, 2048);
        var hash = (long)(StableHash.Of(exchange.Body.Span) & 0x7FFFFFFF);
        var seed = Integer(form, "seed", 0, int.MaxValue) is > 0 and var asked ? asked : hash;
        return new DiffusionAnswer(protocol, prompt, seed)
        {
            Samples = Integer(form, "samples", 1, 10) ?? 1,
            Draw = own => Picture.Draw(width, height, prompt, own ^ StableHashOf(given)),
        }.WriteListAsync(exchange);
    }

    private static long StableHashOf(PictureFile picture) => (long)(StableHash.Of(picture.ToString()) >> 1);

    private PictureFile File(Form form, string name)
    {
        var file = form.File(name) ?? throw protocol.Error(400, $"Missing required field: '{name}'.");
        return PictureFile.Read(file.Bytes) ?? throw Invalid(name, "the file is not a picture");
    }

    private string Required(Form form, string name) => form.Text(name) is { Length: > 0 } text
        ? text
        : throw protocol.Error(400, $"Missing required field: '{name}'.");

    private double? Number(Form form, string name, double least, double most) =>
        form.Text(name) is not { } text ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Invalid(name, FormattableString.Invariant($"expected a number between {least} and {most}"));

    private int? Integer(Form form, string name, int least, int most) =>
        form.Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Invalid(name, FormattableString.Invariant($"expected an integer between {least} and {most}"));

    private void Flag(Form form, string name)
    {
        if (form.Text(name) is { } text && !bool.TryParse(text, out _))
        {
            throw Invalid(name, "expected true or false");
        }
    }

    private WireException Invalid(string name, string problem) => protocol.Error(400, $"Invalid value for '{name}': {problem}.");
}
