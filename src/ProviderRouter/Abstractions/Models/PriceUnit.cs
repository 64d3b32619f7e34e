namespace ProviderRouter;

/// <summary>What a price counts.</summary>
public enum PriceUnit
{
    /// <summary>A million tokens; input and output have prices of their own.</summary>
    PerMillionTokens,

    /// <summary>An image.</summary>
    PerImage,

    /// <summary>A megapixel, 1,000,000 pixels, of all images.</summary>
    PerMegapixel,

    /// <summary>An inference step of an image.</summary>
    PerStep,

    /// <summary>A second of video.</summary>
    PerSecondVideo,

    /// <summary>A video.</summary>
    PerVideo,

    /// <summary>A minute of audio that is heard.</summary>
    PerMinuteAudio,

    /// <summary>A second for which the provider's hardware runs.</summary>
    PerSecondCompute,

    /// <summary>A thousand characters of text that is spoken.</summary>
    PerThousandCharacters,
}
