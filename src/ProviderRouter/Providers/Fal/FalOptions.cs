using System.Net.Http.Headers;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// Settings of fal.ai. The key has two halves with a colon between; where each half is in a variable of its own, <c>FAL_KEY_ID</c> and
/// <c>FAL_KEY_SECRET</c>, they are joined.
/// </summary>
public sealed class FalOptions : ProviderOptions
{
    /// <summary>Sets the defaults: the base address <c>https://fal.run/</c>.</summary>
    public FalOptions() => BaseAddress = new("https://fal.run/");

    /// <summary>Where jobs are submitted and read.</summary>
    /// <value>Default: <c>https://queue.fal.run/</c>.</value>
    public Uri? QueueAddress { get; set; } = new("https://queue.fal.run/");

    /// <summary>Where files are uploaded; those of up to 1 MiB go along with the request instead.</summary>
    /// <value>Default: <c>https://rest.fal.ai/</c>.</value>
    public Uri? RestAddress { get; set; } = new("https://rest.fal.ai/");

    /// <summary>Where models are listed.</summary>
    /// <value>Default: <c>https://api.fal.ai/</c>.</value>
    public Uri? ApiAddress { get; set; } = new("https://api.fal.ai/");

    /// <summary>How long fal keeps files that were uploaded for a request; at least one second.</summary>
    /// <value>Default: null, as the account says.</value>
    public TimeSpan? UploadLifetime { get; set; }

    /// <summary>How long fal keeps the files that a model made; at least one second.</summary>
    /// <value>Default: null, as the account says.</value>
    public TimeSpan? OutputLifetime { get; set; }

    /// <summary>Whether fal may run another model in place of one that fails.</summary>
    /// <value>Default: false: what was asked for is answered, or nothing.</value>
    public bool AllowModelFallback { get; set; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<KeyValuePair<string, Uri?>> FurtherAddresses =>
        [new(nameof(QueueAddress), QueueAddress), new(nameof(RestAddress), RestAddress), new(nameof(ApiAddress), ApiAddress)];

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ["FAL_KEY", "FAL_API_KEY", "FAL_KEY_ID:FAL_KEY_SECRET"];

    /// <inheritdoc/>
    protected internal override AuthenticationHeaderValue CreateAuthorization(string apiKey) => new("Key", apiKey);

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        Check(nameof(UploadLifetime), UploadLifetime);
        Check(nameof(OutputLifetime), OutputLifetime);

        void Check(string name, TimeSpan? lifetime)
        {
            if (lifetime < TimeSpan.FromSeconds(1))
            {
                failures.Add($"{name}: has to be one second at least.");
            }
        }
    }
}
