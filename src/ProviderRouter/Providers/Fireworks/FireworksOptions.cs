namespace ProviderRouter.Providers.Fireworks;

/// <summary>Settings of Fireworks.ai.</summary>
public sealed class FireworksOptions : ProviderOptions
{
    /// <summary>Sets the defaults: the base address <c>https://api.fireworks.ai/</c>.</summary>
    public FireworksOptions() => BaseAddress = new("https://api.fireworks.ai/");

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ["FIREWORKS_API_TOKEN", "FIREWORKS_API_KEY"];
}
