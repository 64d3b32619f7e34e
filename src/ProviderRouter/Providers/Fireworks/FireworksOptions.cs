namespace ProviderRouter.Providers.Fireworks;

/// <summary>Settings of Fireworks.ai.</summary>
public sealed class FireworksOptions : ProviderOptions
{
    /// <summary>Sets the defaults: the base address <c>https://api.fireworks.ai/</c>.</summary>
    public FireworksOptions() => BaseAddress = new("https://api.fireworks.ai/");

    /// <summary>Where speech is written down by every model but the turbo one.</summary>
    /// <value>Default: <c>https://audio-prod.api.fireworks.ai/</c>.</value>
    public Uri? AudioAddress { get; set; } = new("https://audio-prod.api.fireworks.ai/");

    /// <summary>Where speech is written down by the turbo model, which has a host of its own.</summary>
    /// <value>Default: <c>https://audio-turbo.api.fireworks.ai/</c>.</value>
    public Uri? AudioTurboAddress { get; set; } = new("https://audio-turbo.api.fireworks.ai/");

    /// <inheritdoc/>
    protected internal override IReadOnlyList<KeyValuePair<string, Uri?>> FurtherAddresses =>
        [new(nameof(AudioAddress), AudioAddress), new(nameof(AudioTurboAddress), AudioTurboAddress)];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ["FIREWORKS_API_TOKEN", "FIREWORKS_API_KEY"];
}
