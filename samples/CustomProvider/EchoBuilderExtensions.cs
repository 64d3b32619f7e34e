using Microsoft.Extensions.DependencyInjection;

namespace ProviderRouter.Samples.CustomProvider;

/// <summary>The line with which an application adds the provider.</summary>
internal static class EchoBuilderExtensions
{
    public static IInferenceRoutingBuilder AddEcho(this IInferenceRoutingBuilder builder, Action<EchoOptions>? configure = null) =>
        builder.AddProvider("echo", configure, context => new EchoProvider(context.Name, context.CreateTransport()));
}
