using System.Net;
using ProviderRouter.Providers.Replicate.Inputs;

namespace ProviderRouter.Providers.Replicate.Models;

/// <summary>Knows of a model what its inputs are called and where it is run: from a table, else from Replicate itself.</summary>
/// <param name="lookUp">Asks Replicate; null where that is switched off, or a router stands between.</param>
internal sealed class ReplicateModels(ReplicateLookUp? lookUp)
{
    /// <summary>The inputs of the call's model.</summary>
    /// <exception cref="ProviderException">Replicate does not know the model, or refuses the key.</exception>
    public async ValueTask<ReplicateInputs> FindInputsAsync(TaskContext context, CancellationToken cancellationToken)
    {
        var id = ReplicateModelId.Parse(context.Model);
        if (KnownInputs(id) is { } known)
        {
            return known;
        }

        if (lookUp is null || PathOf(id) is not { } path)
        {
            return ReplicateInputs.Usual;
        }

        var model = await AskAsync(context, path, cancellationToken).ConfigureAwait(false);
        if (model is { Inputs: null, Name: { } name, Version: { } version }) // a deployment, which names only what it runs
        {
            model = ReplicateKnownModels.Find(name) is { } inputs
                ? new() { Inputs = inputs }
                : await AskAsync(context, PathOf(name, version), cancellationToken).ConfigureAwait(false);
        }

        context.WarnIf(model?.Inputs is null, nameof(InferenceRequest.Model), "What this model calls its inputs could not be looked up; the usual names were sent.");
        return model?.Inputs ?? ReplicateInputs.Usual;
    }

    /// <summary>The inputs of the call's model as far as they are known without a look-up.</summary>
    public ReplicateInputs RecallInputs(TaskContext context)
    {
        var id = ReplicateModelId.Parse(context.Model);
        return KnownInputs(id) ?? (PathOf(id) is { } path ? lookUp?.Recall(path)?.Inputs : null) ?? ReplicateInputs.Usual;
    }

    /// <summary>Where the call's model is run, by what is known of it.</summary>
    /// <exception cref="ProviderException">It is a community model without any version.</exception>
    public ReplicateRoute RouteOf(TaskContext context)
    {
        var id = ReplicateModelId.Parse(context.Model);
        return id.IsOpen && lookUp?.Recall(PathOf(id)!) is { IsOfficial: false } model ? RouteOfVersion(context, model) : id.Route;
    }

    /// <summary>Where a model is run that is not run by its name alone, as a 404 told.</summary>
    /// <returns>Null when that is no question of its version.</returns>
    /// <exception cref="ProviderException">It is a community model without any version.</exception>
    public async ValueTask<ReplicateRoute?> ResolveAsync(TaskContext context, CancellationToken cancellationToken)
    {
        var id = ReplicateModelId.Parse(context.Model);
        if (lookUp is null || !id.IsOpen)
        {
            return null;
        }

        var (model, _) = await lookUp.FindAsync(PathOf(id)!, context.Model, cancellationToken).ConfigureAwait(false);
        return model is null or { IsOfficial: true } ? null : RouteOfVersion(context, model);
    }

    /// <summary>Forgets what was found of the call's model: it proved wrong.</summary>
    public void Forget(TaskContext context)
    {
        if (PathOf(ReplicateModelId.Parse(context.Model)) is { } path)
        {
            lookUp?.Forget(path);
        }
    }

    private static ReplicateInputs? KnownInputs(ReplicateModelId id) => id.Name is { } name ? ReplicateKnownModels.Find(name) : null;

    private static ReplicateRoute RouteOfVersion(TaskContext context, ReplicateModel model) => model.Version is { } version
        ? ReplicateRoute.OfVersion(version)
        : throw Missing(context, $"Provider '{context.Provider}': nobody has pushed a version of '{context.Model}', so that there is nothing to run; name another model.", null);

    private static string? PathOf(ReplicateModelId id) =>
        id.Deployment is { } deployment ? $"v1/deployments/{deployment}"
        : id.Name is not { } name ? null
        : id.Version is { } version ? PathOf(name, version)
        : $"v1/models/{name}";

    private static string PathOf(string name, string version) => $"v1/models/{name}/versions/{version}";

    private async ValueTask<ReplicateModel?> AskAsync(TaskContext context, string path, CancellationToken cancellationToken)
    {
        var (model, failure) = await lookUp!.FindAsync(path, context.Model, cancellationToken).ConfigureAwait(false);
        return failure?.Kind is ErrorKind.ModelNotFound or ErrorKind.Authentication ? throw Missing(context, failure.Message, failure) : model;
    }

    // Several callers may wait for one failure, and each gets an exception of its own. Nothing was submitted, so that another provider may be asked.
    private static ProviderException Missing(TaskContext context, string message, ProviderException? cause) =>
        new(context.Provider, cause?.Kind ?? ErrorKind.ModelNotFound, message, cause)
        {
            Model = context.Model,
            StatusCode = cause?.StatusCode ?? (HttpStatusCode?)null,
            ErrorCode = cause?.ErrorCode,
            RequestId = cause?.RequestId,
            ResponseBody = cause?.ResponseBody,
            Phase = AttemptPhase.ErrorAnswered,
            ExchangeKind = ExchangeKind.Submit,
        };
}
