namespace ProviderRouter.Providers;

/// <summary>Lists what a provider serves, as the provider itself says.</summary>
public interface IModelLister
{
    /// <summary>Whether the provider lists all that it serves; else what the catalog knows beside that is listed too.</summary>
    bool IsComplete => true;

    /// <summary>Asks the provider.</summary>
    /// <param name="context">The call; its model is empty.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The models; what the provider does not tell is filled in from the catalog.</returns>
    /// <exception cref="ProviderException">The provider failed.</exception>
    Task<IReadOnlyList<ListedModel>> ListModelsAsync(TaskContext context, CancellationToken cancellationToken);
}
