namespace ProviderRouter.Providers.HuggingFace;

/// <summary>A streamed task that a provider behind the router does, by that provider's own codec.</summary>
internal sealed class RoutedTaskStream<TRequest, TUpdate>(StreamingTask<TRequest, TUpdate> task, RoutedTargets targets) : IStreamingTaskHandler<TRequest, TUpdate>
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    public IAsyncEnumerable<TUpdate> HandleAsync(TaskContext<TRequest> context, CancellationToken cancellationToken) => new Stream(this, context, cancellationToken, default);

    private async ValueTask<IAsyncEnumerator<TUpdate>> OpenAsync(TaskContext<TRequest> context, CancellationToken callToken, CancellationToken readerToken)
    {
        var target = await targets.ChooseAsync(context, task, readerToken.CanBeCanceled ? readerToken : callToken).ConfigureAwait(false);
        var routed = context.Behind(target.Partner, target.Model, context.Request);
        return targets.HandlersOf(target.Partner).Find(task)!.HandleAsync(routed, callToken).GetAsyncEnumerator(readerToken);
    }

    // Each move after the first is the partner's own, with no iterator in between.
    private sealed class Stream(RoutedTaskStream<TRequest, TUpdate> owner, TaskContext<TRequest> context, CancellationToken callToken, CancellationToken readerToken)
        : IAsyncEnumerable<TUpdate>, IAsyncEnumerator<TUpdate>
    {
        private IAsyncEnumerator<TUpdate>? inner;

        public TUpdate Current => inner!.Current;

        public IAsyncEnumerator<TUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new Stream(owner, context, callToken, cancellationToken);

        public ValueTask<bool> MoveNextAsync() => inner?.MoveNextAsync() ?? BeginAsync();

        public ValueTask DisposeAsync() => inner?.DisposeAsync() ?? default;

        private async ValueTask<bool> BeginAsync()
        {
            inner = await owner.OpenAsync(context, callToken, readerToken).ConfigureAwait(false);
            return await inner.MoveNextAsync().ConfigureAwait(false);
        }
    }
}
