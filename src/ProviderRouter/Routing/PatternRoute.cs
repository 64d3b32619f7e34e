namespace ProviderRouter.Routing;

/// <summary>Where models go whose id fits a glob; asked before the built-in families.</summary>
public sealed class PatternRoute
{
    /// <summary>The glob, in which <c>*</c> stands for any text; case does not matter.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>The provider's instance name.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The Hugging Face id of the one task for which this holds.</summary>
    /// <value>Default: null, any task.</value>
    public string? Task { get; set; }
}
