namespace ProviderRouter.Routing;

/// <summary>Where a task goes when nothing is known of the model.</summary>
public sealed class TaskRoute
{
    /// <summary>The instance name of the provider that is asked first.</summary>
    /// <value>Default: null, which leaves the built-in choice.</value>
    public string? Provider { get; set; }

    /// <summary>The model of requests that name none.</summary>
    /// <value>Default: null, which leaves the built-in choice.</value>
    public string? Model { get; set; }
}
