namespace ProviderRouter.Providers.Fireworks;

/// <summary>Raw calls to Fireworks: a model that makes images has an address of its own, all others are chatted with.</summary>
internal sealed class FireworksRaw(ITaskHandler<RawRequest, RawResponse> usual) : ITaskHandler<RawRequest, RawResponse>
{
    public Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) => usual.HandleAsync(
        context.Request.Path is null && FireworksImageModel.Find(context.Model) is { } model
            ? context.As(context.Request with { Path = FireworksImageCodec.PathOf(context.Model, model.Family) })
            : context,
        cancellationToken);
}
