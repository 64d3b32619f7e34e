namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>Settings of a server that speaks OpenAI's protocol. <see cref="ProviderOptions.BaseAddress"/> has to be set, its version segment included: <c>https://api.example.com/v1</c>.</summary>
public sealed class OpenAICompatibleOptions : ProviderOptions
{
    /// <summary>The environment variable that may hold the key.</summary>
    /// <value>Default: null, none; without any key no <c>Authorization</c> header is sent, as local servers expect.</value>
    public string? ApiKeyVariable { get; set; }

    /// <summary>The field for the most tokens of an answer; OpenAI's own reasoning models take <c>max_completion_tokens</c>.</summary>
    /// <value>Default: <c>max_tokens</c>, which all the others know.</value>
    public string MaxTokensField { get; set; } = "max_tokens";

    /// <summary>Whether streams ask for their usage with <c>stream_options</c>; a few strict servers refuse it.</summary>
    /// <value>Default: true.</value>
    public bool StreamUsage { get; set; } = true;

    /// <summary>Fields of a chat that this server refuses; a request that sets one gets a warning instead.</summary>
    /// <value>Default: empty.</value>
    public IList<string> OmittedFields { get; } = [];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ApiKeyVariable is null ? [] : [ApiKeyVariable];

    /// <inheritdoc/>
    protected internal override bool RequiresApiKey => ApiKeyVariable is not null;

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (BaseAddress is { IsAbsoluteUri: true } address && address.AbsolutePath.TrimEnd('/').EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add("BaseAddress: ends in /chat/completions; leave that off, the path of each task is added.");
        }

        if (MaxTokensField is not ("max_tokens" or "max_completion_tokens"))
        {
            failures.Add("MaxTokensField is neither max_tokens nor max_completion_tokens.");
        }
    }
}
