using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>In what the images of a server differ, those that are made and those that are changed. A field that is null is not known there, and its setting becomes a warning.</summary>
public sealed class OpenAICompatibleImages
{
    /// <summary>The path below the address.</summary>
    /// <value>Default: <c>images/generations</c>.</value>
    public string Path { get; set; } = "images/generations";

    /// <summary>The path of forms with an image to be changed.</summary>
    /// <value>Default: <c>images/edits</c>.</value>
    public string EditsPath { get; set; } = "images/edits";

    /// <summary>What <c>response_format</c> says: <c>b64_json</c>, <c>url</c>. What comes is read in either form.</summary>
    /// <value>Default: null, the field is left out.</value>
    public string? ResponseFormat { get; set; }

    /// <summary>The field for the number of images.</summary>
    /// <value>Default: <c>n</c>.</value>
    public string? CountField { get; set; } = "n";

    /// <summary>The field for a size such as <c>1024x768</c>; not used where <see cref="WidthField"/> and <see cref="HeightField"/> are set.</summary>
    /// <value>Default: <c>size</c>.</value>
    public string? SizeField { get; set; } = "size";

    /// <summary>The field for the width in pixels.</summary>
    /// <value>Default: null.</value>
    public string? WidthField { get; set; }

    /// <summary>The field for the height in pixels.</summary>
    /// <value>Default: null.</value>
    public string? HeightField { get; set; }

    /// <summary>The field for a shape such as <c>16:9</c>.</summary>
    /// <value>Default: null.</value>
    public string? AspectRatioField { get; set; }

    /// <summary>The field for what the image shall not show.</summary>
    /// <value>Default: null.</value>
    public string? NegativePromptField { get; set; }

    /// <summary>The field for the seed.</summary>
    /// <value>Default: null.</value>
    public string? SeedField { get; set; }

    /// <summary>The field for the number of steps.</summary>
    /// <value>Default: null.</value>
    public string? StepsField { get; set; }

    /// <summary>The field for the guidance.</summary>
    /// <value>Default: null.</value>
    public string? GuidanceField { get; set; }

    /// <summary>The field for the scheduler.</summary>
    /// <value>Default: null.</value>
    public string? SchedulerField { get; set; }

    /// <summary>The field for the format of the file.</summary>
    /// <value>Default: <c>output_format</c>.</value>
    public string? FormatField { get; set; } = "output_format";

    /// <summary>The field that switches the check for unsafe content off.</summary>
    /// <value>Default: null.</value>
    public string? SafetyOffField { get; set; }

    /// <summary>The field for adapters: a list of objects with <c>path</c> and <c>scale</c>.</summary>
    /// <value>Default: null.</value>
    public string? LorasField { get; set; }

    /// <summary>The form's field for how much of an image changes.</summary>
    /// <value>Default: null.</value>
    public string? StrengthField { get; set; }

    /// <summary>The form's part for a single image.</summary>
    /// <value>Default: <c>image</c>.</value>
    public string ImageField { get; set; } = "image";

    /// <summary>The form's part for each of several images.</summary>
    /// <value>Default: <c>image[]</c>.</value>
    public string ImagesField { get; set; } = "image[]";

    /// <summary>The most bytes of an image that is sent; more is refused before anything is sent.</summary>
    /// <value>Default: 50 MiB.</value>
    public long MaxImageBytes { get; set; } = 50L << 20;

    /// <summary>The form's part for a mask.</summary>
    /// <value>Default: <c>mask</c>.</value>
    public string? MaskField { get; set; } = "mask";

    /// <summary>Whether a mask marks what is repainted by transparency and not by white.</summary>
    /// <value>Default: true, as at OpenAI.</value>
    public bool MasksByTransparency { get; set; } = true;

    internal ImagesDialect ToDialect() => new()
    {
        Path = Path,
        EditsPath = EditsPath,
        ResponseFormat = ResponseFormat,
        CountField = CountField,
        SizeField = SizeField,
        WidthField = WidthField,
        HeightField = HeightField,
        AspectRatioField = AspectRatioField,
        NegativePromptField = NegativePromptField,
        SeedField = SeedField,
        StepsField = StepsField,
        GuidanceField = GuidanceField,
        SchedulerField = SchedulerField,
        FormatField = FormatField,
        SafetyOffField = SafetyOffField,
        LorasField = LorasField,
        StrengthField = StrengthField,
        ImageField = ImageField,
        ImagesField = ImagesField,
        MaxImageBytes = MaxImageBytes,
        MaskField = MaskField,
        MasksByTransparency = MasksByTransparency,
    };
}
