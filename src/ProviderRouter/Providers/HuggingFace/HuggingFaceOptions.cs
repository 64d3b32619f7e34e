namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Settings of Hugging Face, for the router (<c>huggingface-router</c>) and for <c>hf-inference</c>.</summary>
public sealed class HuggingFaceOptions : ProviderOptions
{
    private const string BillToHeader = "X-HF-Bill-To";

    /// <summary>The organisation, or resource group, that pays instead of the token's owner.</summary>
    /// <value>Default: null, the owner.</value>
    public string? BillTo
    {
        get => Headers.TryGetValue(BillToHeader, out var value) ? value : null;
        set
        {
            if (value is null)
            {
                Headers.Remove(BillToHeader);
            }
            else
            {
                Headers[BillToHeader] = value;
            }
        }
    }

    /// <summary>The address of the Hub, which tells who behind the router serves a model.</summary>
    /// <value>Default: <c>https://huggingface.co/</c>.</value>
    public Uri HubAddress { get; set; } = new("https://huggingface.co/");

    /// <summary>Whether the router's calls other than chats ask the Hub who serves the model, under which id, and with which weights. Without, the catalog's ids are used.</summary>
    /// <value>Default: true. A Hub that cannot be reached is no failure: the catalog decides then too.</value>
    public bool AskHub { get; set; } = true;

    /// <summary>The most time for asking the Hub, from 10 milliseconds to 24 hours.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan HubTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<KeyValuePair<string, Uri?>> FurtherAddresses => [new(nameof(HubAddress), HubAddress)];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ["HF_TOKEN", "HUGGINGFACE_API_KEY", "HUGGING_FACE_HUB_TOKEN"];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SharesApiKeyWith => [HuggingFaceNames.Router, HuggingFaceNames.Inference];

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (HubTimeout < TimeSpan.FromMilliseconds(10) || HubTimeout > TimeSpan.FromHours(24))
        {
            failures.Add("HubTimeout has to lie between 10 milliseconds and 24 hours.");
        }

        if (BillTo is not null && (BillTo.Length == 0 || BillTo.Any(static character => character is < '!' or > '~')))
        {
            failures.Add("BillTo is no organisation's name: it is empty, or holds a space or a character outside ASCII.");
        }
    }
}
