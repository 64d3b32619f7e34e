using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using ProviderRouter.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds providers of any kind.</summary>
public static class ProviderBuilderExtensions
{
    /// <summary>Adds a provider, or, where the name is taken by one with the same options, more settings for it.</summary>
    /// <typeparam name="TOptions">The provider's options.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The instance name: routes and configuration know the provider by it.</param>
    /// <param name="configure">Sets the options; beats configuration and environment.</param>
    /// <param name="create">Makes the provider, on first use.</param>
    /// <param name="bind">Reads the options from the section <c>InferenceRouting:Providers:&lt;name&gt;</c>; the binding generator needs to see the concrete type, so each provider passes its own <c>section.Bind(options)</c>.</param>
    public static IInferenceRoutingBuilder AddProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IInferenceRoutingBuilder builder,
        string name,
        Action<TOptions>? configure,
        Func<ProviderContext<TOptions>, IProvider> create,
        Action<IConfiguration, TOptions>? bind = null)
        where TOptions : ProviderOptions => throw new NotSupportedException();
}
