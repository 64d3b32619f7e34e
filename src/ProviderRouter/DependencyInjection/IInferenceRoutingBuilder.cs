namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets the router up; see <c>AddInferenceRouting</c>.</summary>
public interface IInferenceRoutingBuilder
{
    /// <summary>The services that the router is added to.</summary>
    IServiceCollection Services { get; }
}
