namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder that the registration methods share.</summary>
internal sealed class InferenceRoutingBuilder(IServiceCollection services) : IInferenceRoutingBuilder
{
    public IServiceCollection Services { get; } = services;
}
