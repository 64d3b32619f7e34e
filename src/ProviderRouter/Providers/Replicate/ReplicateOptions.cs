namespace ProviderRouter.Providers.Replicate;

/// <summary>Settings of Replicate.</summary>
public sealed class ReplicateOptions : ProviderOptions
{
    /// <summary>Sets the defaults: the base address <c>https://api.replicate.com/</c>.</summary>
    public ReplicateOptions() => BaseAddress = new("https://api.replicate.com/");

    /// <summary>How long Replicate holds the answer to a new prediction back in the hope that it is done, in whole seconds from 1 to 60, but no longer than the call lasts; 0 turns it off, and the prediction is polled from the start.</summary>
    /// <value>Default: 60.</value>
    public int WaitSeconds { get; set; } = 60;

    /// <summary>
    /// Whether Replicate is asked about models that are not known here: what they call their inputs, so that a request fits any community model, and
    /// which version runs when none is named. An answer is kept for a day.
    /// </summary>
    /// <value>Default: true. Else such a model is sent the usual names, and a community model has to be named with its version.</value>
    public bool LookUpModels { get; set; } = true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ["REPLICATE_API_TOKEN", "REPLICATE_API_KEY"];

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (WaitSeconds is < 0 or > 60)
        {
            failures.Add("WaitSeconds has to lie between 0 and 60.");
        }
    }
}
