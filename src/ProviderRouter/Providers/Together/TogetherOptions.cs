namespace ProviderRouter.Providers.Together;

/// <summary>Settings of Together AI.</summary>
public sealed class TogetherOptions : ProviderOptions
{
    /// <summary>Sets the defaults: the base address <c>https://api.together.xyz/</c>, below which lie both versions of its interface, <c>v1</c> and <c>v2</c>.</summary>
    public TogetherOptions() => BaseAddress = new("https://api.together.xyz/");

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ["TOGETHER_API_KEY", "TOGETHER_API_TOKEN"];

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (BaseAddress is { IsAbsoluteUri: true } address && address.AbsolutePath.TrimEnd('/') is { } path
            && (path.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) || path.EndsWith("/v2", StringComparison.OrdinalIgnoreCase)))
        {
            failures.Add("BaseAddress: ends in a version; leave that off, both versions are used.");
        }
    }
}
