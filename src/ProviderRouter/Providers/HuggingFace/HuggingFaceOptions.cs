namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Settings of Hugging Face, for the router (<c>huggingface-router</c>) and for <c>hf-inference</c>.</summary>
public sealed class HuggingFaceOptions : ProviderOptions
{
    /// <summary>The organisation, or resource group, that pays instead of the token's owner.</summary>
    /// <value>Default: null, the owner.</value>
    public string? BillTo { get; set; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ["HF_TOKEN", "HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN"];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SharesApiKeyWith => [HuggingFaceNames.Router, HuggingFaceNames.Inference];

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (BillTo is not null && (BillTo.Length == 0 || BillTo.Any(static character => character is < '!' or > '~')))
        {
            failures.Add("BillTo is no organisation's name: it is empty, or holds a space or a character outside ASCII.");
        }
    }
}
