using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>What a request says of the images that are wanted, whether they are made from a text or from an image.</summary>
internal sealed record ImageSettings
{
    public string? NegativePrompt { get; init; }

    public ImageSize? Size { get; init; }

    public AspectRatio? AspectRatio { get; init; }

    public int? Count { get; init; }

    public long? Seed { get; init; }

    public int? Steps { get; init; }

    public double? Guidance { get; init; }

    public string? Scheduler { get; init; }

    public ImageFormat? Format { get; init; }

    public bool? SafetyChecker { get; init; }

    public IReadOnlyList<LoraWeights> Loras { get; init; } = [];

    public static ImageSettings Of(TextToImageRequest request) => new()
    {
        NegativePrompt = request.NegativePrompt,
        Size = request.Size,
        AspectRatio = request.AspectRatio,
        Count = request.Count,
        Seed = request.Seed,
        Steps = request.Steps,
        Guidance = request.Guidance,
        Scheduler = request.Scheduler,
        Format = request.Format,
        SafetyChecker = request.SafetyChecker,
        Loras = request.Loras,
    };

    public static ImageSettings Of(ImageToImageRequest request) => new()
    {
        NegativePrompt = request.NegativePrompt,
        Size = request.Size,
        AspectRatio = request.AspectRatio,
        Count = request.Count,
        Seed = request.Seed,
        Steps = request.Steps,
        Guidance = request.Guidance,
        Scheduler = request.Scheduler,
        Format = request.Format,
        SafetyChecker = request.SafetyChecker,
        Loras = request.Loras,
    };

    /// <summary>What images of these settings consume, as far as the server was told.</summary>
    public Usage UsageOf(int images, ImagesDialect known) => new()
    {
        Images = images,
        Megapixels = Size is { } size && (known.SizeField ?? known.WidthField) is not null ? images * (size.Width * (double)size.Height / 1_000_000) : null,
        Steps = known.StepsField is null ? null : Steps * images,
    };

    public void Write<TFields>(TFields fields, ImagesDialect known)
        where TFields : IOpenAIFields
    {
        fields.Add("response_format", "response_format", known.ResponseFormat);
        fields.AddKnown(known.CountField, nameof(Count), Count);
        WriteSize(fields, known);
        fields.AddKnown(known.NegativePromptField, nameof(NegativePrompt), NegativePrompt);
        fields.AddKnown(known.SeedField, nameof(Seed), Seed);
        fields.AddKnown(known.StepsField, nameof(Steps), Steps);
        fields.AddKnown(known.GuidanceField, nameof(Guidance), Guidance);
        fields.AddKnown(known.SchedulerField, nameof(Scheduler), Scheduler);
        fields.AddKnown(known.FormatField, nameof(Format), Format?.Value);
        fields.AddKnown(known.SafetyOffField, nameof(SafetyChecker), !SafetyChecker);
    }

    /// <summary>Adds the adapters to a JSON body.</summary>
    public void WriteLoras(OpenAIBody body, ImagesDialect known)
    {
        if (Loras.Count == 0 || !body.Knows(known.LorasField, nameof(Loras)) || !body.Takes(known.LorasField, nameof(Loras)))
        {
            return;
        }

        body.Writer.WriteStartArray(known.LorasField);
        foreach (var lora in Loras)
        {
            body.Writer.WriteStartObject();
            body.Writer.WriteString("path"u8, lora.Path);
            if (lora.Scale is { } scale)
            {
                body.Writer.WriteNumber("scale"u8, scale);
            }

            body.Writer.WriteEndObject();
        }

        body.Writer.WriteEndArray();
    }

    private void WriteSize<TFields>(TFields fields, ImagesDialect known)
        where TFields : IOpenAIFields
    {
        if (known.WidthField is { } width && known.HeightField is { } height)
        {
            fields.Add(width, nameof(Size), Size?.Width);
            fields.Add(height, nameof(Size), Size?.Height);
        }
        else
        {
            fields.AddKnown(known.SizeField, nameof(Size), Size?.ToString());
        }

        if (Size is not null && AspectRatio is not null && known.AspectRatioField is not null)
        {
            fields.Warn(nameof(AspectRatio), "Ignored: Size was given too.");
            return;
        }

        fields.AddKnown(known.AspectRatioField, nameof(AspectRatio), AspectRatio?.ToString());
    }
}
