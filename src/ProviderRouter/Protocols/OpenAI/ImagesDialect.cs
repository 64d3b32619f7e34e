namespace ProviderRouter.Protocols.OpenAI;

/// <summary>In what a server's images differ; a field that is null is not known there. OpenAI's own are few.</summary>
internal sealed record ImagesDialect
{
    public string Path { get; init; } = "images/generations";

    /// <summary>The path of a form with an image to be changed.</summary>
    public string EditsPath { get; init; } = "images/edits";

    /// <summary>What <c>response_format</c> says; null to leave it out, for OpenAI's newer models refuse it.</summary>
    public string? ResponseFormat { get; init; }

    public string? CountField { get; init; } = "n";

    /// <summary>The field for a size such as <c>1024x768</c>; null where width and height are fields.</summary>
    public string? SizeField { get; init; } = "size";

    public string? WidthField { get; init; }

    public string? HeightField { get; init; }

    public string? AspectRatioField { get; init; }

    public string? NegativePromptField { get; init; }

    public string? SeedField { get; init; }

    public string? StepsField { get; init; }

    public string? GuidanceField { get; init; }

    public string? SchedulerField { get; init; }

    public string? FormatField { get; init; } = "output_format";

    /// <summary>The field that switches the check for unsafe content off.</summary>
    public string? SafetyOffField { get; init; }

    /// <summary>The field for adapters: a list of objects with <c>path</c> and <c>scale</c>.</summary>
    public string? LorasField { get; init; }

    public string? StrengthField { get; init; }

    /// <summary>The part of a single image.</summary>
    public string ImageField { get; init; } = "image";

    /// <summary>The part of each of several images.</summary>
    public string ImagesField { get; init; } = "image[]";

    public string? MaskField { get; init; } = "mask";

    /// <summary>Whether a mask marks what is repainted by transparency, as OpenAI's does, and not by white.</summary>
    public bool MasksByTransparency { get; init; } = true;

    /// <summary>The most bytes of an image that is sent.</summary>
    public long MaxImageBytes { get; init; } = 50L << 20;
}
