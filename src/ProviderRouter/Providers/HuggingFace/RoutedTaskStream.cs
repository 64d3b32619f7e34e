using System.Runtime.CompilerServices;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>A streamed task that a provider behind the router does, by that provider's own codec.</summary>
internal sealed class RoutedTaskStream<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, RoutedTargets targets) : IStreamingTaskHandler<TRequest, TUpdate>
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    public async IAsyncEnumerable<TUpdate> HandleAsync(TaskContext<TRequest> context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var target = await targets.ChooseAsync(context, task, cancellationToken).ConfigureAwait(false);
        var routed = context.Behind(target.Partner, target.Model, context.Request);
        await foreach (var update in targets.HandlersOf(target.Partner).Find(task)!.HandleAsync(routed, cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }
}
