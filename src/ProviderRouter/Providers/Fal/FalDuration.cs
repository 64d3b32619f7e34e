namespace ProviderRouter.Providers.Fal;

/// <summary>How a video model at fal wants to be told a length of time.</summary>
internal enum FalDuration
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary><c>5</c>.</summary>
    Number,

    /// <summary><c>"5"</c>.</summary>
    Text,

    /// <summary><c>"8s"</c>.</summary>
    TextWithUnit,
}
