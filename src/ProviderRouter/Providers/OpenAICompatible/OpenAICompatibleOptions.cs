using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>Settings of a server that speaks OpenAI's protocol. <see cref="ProviderOptions.BaseAddress"/> has to be set, its version segment included: <c>https://api.example.com/v1</c>.</summary>
public sealed class OpenAICompatibleOptions : ProviderOptions
{
    private OpenAICompatiblePreset? preset;

    /// <summary>The environment variable that may hold the key.</summary>
    /// <value>Default: null, which means a known server's own, else none; without any key no <c>Authorization</c> header is sent, as local servers expect.</value>
    public string? ApiKeyVariable { get; set; }

    /// <summary>The field for the most tokens of an answer; OpenAI's own reasoning models take <c>max_completion_tokens</c>.</summary>
    /// <value>Default: null, which means a known server's own, else <c>max_tokens</c>.</value>
    public string? MaxTokensField { get; set; }

    /// <summary>Whether streams ask for their usage with <c>stream_options</c>; a few strict servers refuse it.</summary>
    /// <value>Default: null, which means a known server's own, else true.</value>
    public bool? StreamUsage { get; set; }

    /// <summary>Fields of a chat that this server refuses; a request that sets one gets a warning instead.</summary>
    /// <value>Default: empty.</value>
    public IList<string> OmittedFields { get; } = [];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ApiKeyVariable is not null ? [ApiKeyVariable] : preset?.KeyVariables ?? [];

    /// <inheritdoc/>
    protected internal override bool RequiresApiKey => ApiKeyVariables.Count > 0;

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (BaseAddress is { IsAbsoluteUri: true } address && address.AbsolutePath.TrimEnd('/').EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add("BaseAddress: ends in /chat/completions; leave that off, the path of each task is added.");
        }

        if (MaxTokensField is not (null or "max_tokens" or "max_completion_tokens"))
        {
            failures.Add("MaxTokensField is neither max_tokens nor max_completion_tokens.");
        }
    }

    /// <summary>Says which known server this is; a property would be bound from configuration.</summary>
    internal void Use(OpenAICompatiblePreset known) => preset = known;

    /// <summary>The dialect of the known server that this is; of one that is not known, the server itself says what it lacks.</summary>
    internal OpenAIDialect GetDialect() => preset?.Dialect ?? new() { KnowsAudioAddresses = true };
}
