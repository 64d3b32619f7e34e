using Microsoft.Extensions.DependencyInjection;

namespace ProviderRouter.DependencyInjection;

/// <summary>The providers that a key alone switches on, in the order in which they are asked when nothing else decides.</summary>
internal static class BuiltInProviders
{
    public static void Register(IInferenceRoutingBuilder builder) => builder
        .AddFireworks()
        .AddReplicate()
        .AddHuggingFace()
        .AddTogether()
        .AddFal();
}
