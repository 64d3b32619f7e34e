using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>Writes Fireworks' image requests. Source: wire notes of Fireworks, §6.</summary>
internal static class FireworksImageCodec
{
    private const int MostTolerant = 6;

    public static string PathOf(string model, FireworksImageFamily family) => family switch
    {
        FireworksImageFamily.Generation => $"inference/v1/image_generation/{model}",
        FireworksImageFamily.WorkflowJob => $"inference/v1/workflows/{model}",
        _ => $"inference/v1/workflows/{model}/text_to_image",
    };

    /// <summary>The media type to ask for, where no field names the format: the image itself, or JSON with all of several.</summary>
    public static string AcceptOf(ImageSettings settings, FireworksImageFields fields) =>
        fields.Count is not null && settings.Count > 1 ? "application/json" : settings.Format == ImageFormat.Png ? "image/png" : "image/jpeg";

    public static void Write(RequestJson body, string? prompt, ImageSettings settings, FireworksImageFields fields)
    {
        body.Add("prompt", prompt);
        Add(body, fields.NegativePrompt, settings.NegativePrompt);
        Add(body, fields.Guidance, settings.Guidance);
        if (fields.AspectRatio is null)
        {
            body.Add("height", settings.Size?.Height);
            body.Add("width", settings.Size?.Width);
        }

        Add(body, fields.AspectRatio, FireworksRatios.For(settings)?.ToString());
        Add(body, fields.Scheduler, settings.Scheduler);
        AddNumber(body, fields.Count, settings.Count);
        AddNumber(body, fields.Steps, settings.Steps);
        body.Add("seed", settings.Seed);
        Add(body, fields.Format, settings.Format is { } format && (format == ImageFormat.Png || format == ImageFormat.Jpeg) ? format.Value : null);
        if (fields.SafetyCheck is not null)
        {
            body.Add(fields.SafetyCheck, settings.SafetyChecker);
        }

        AddNumber(body, fields.SafetyTolerance, settings.SafetyChecker == false ? MostTolerant : null);
        Add(body, fields.LoraName, FireworksLora.Of(settings)?.Name);
        Add(body, fields.LoraFile, FireworksLora.Of(settings)?.File);
    }

    /// <summary>The parts of an edit by the Stable Diffusion XL family. Source: wire notes of Fireworks, §6.C.</summary>
    public static void Write(FormExchange form, string? prompt, ImageSettings settings, FireworksImageFields fields)
    {
        form.Add("prompt", prompt);
        form.Add(fields.NegativePrompt!, settings.NegativePrompt);
        form.Add(fields.Guidance!, settings.Guidance);
        form.Add("height", settings.Size?.Height);
        form.Add("width", settings.Size?.Width);
        form.Add(fields.Scheduler!, settings.Scheduler);
        form.Add(fields.Count!, settings.Count);
        form.Add(fields.Steps!, settings.Steps);
        form.Add("seed", settings.Seed);
        form.Add(fields.SafetyCheck!, settings.SafetyChecker);
        form.Add(fields.LoraName!, FireworksLora.Of(settings)?.Name);
        form.Add(fields.LoraFile!, FireworksLora.Of(settings)?.File);
        form.AddParameters();
    }

    /// <summary>What was made. What the caller's own fields change is not counted: a cost that is unknown beats a wrong one.</summary>
    public static Usage Count(TaskContext context, ImageSettings settings, FireworksImageModel model, int images) => new()
    {
        Images = images,
        Steps = model.Fields.Steps is { } field && !context.Overrides(field) ? (settings.Steps ?? model.DefaultSteps) * images : null,
        Megapixels = settings.Size is { } size && model.Fields.AspectRatio is null && !context.Overrides("width") && !context.Overrides("height")
            ? images * (size.Width * (double)size.Height / 1_000_000)
            : null,
    };

    private static void Add(RequestJson body, string? field, string? value)
    {
        if (field is not null)
        {
            body.Add(field, value);
        }
    }

    private static void Add(RequestJson body, string? field, double? value)
    {
        if (field is not null)
        {
            body.Add(field, value);
        }
    }

    private static void AddNumber(RequestJson body, string? field, long? value)
    {
        if (field is not null)
        {
            body.Add(field, value);
        }
    }
}
