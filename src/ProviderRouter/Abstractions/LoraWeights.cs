namespace ProviderRouter;

/// <summary>A LoRA adapter that changes what a model draws.</summary>
public sealed record LoraWeights
{
    /// <summary>Where the weights are: an https address, or an id of the Hugging Face Hub, with a file where the repository holds several (<c>owner/name/file.safetensors</c>).</summary>
    public required string Path { get; init; }

    /// <summary>How strongly the adapter acts; 1 is its full strength.</summary>
    /// <value>Default: null, the provider's default, mostly 1.</value>
    public double? Scale { get; init; }
}
