using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ProviderRouter.Routing;

namespace ProviderRouter.DependencyInjection;

/// <summary>Binds the router's rules from the configuration; runs before what the application sets in code.</summary>
internal sealed class BindRoutingOptions(RoutingConfiguration configuration, ConfigurationProblems problems) : IConfigureOptions<InferenceRoutingOptions>
{
    public void Configure(InferenceRoutingOptions options)
    {
        if (configuration.Routing is { } section)
        {
            problems.Bind(
                section,
                RoutingConfiguration.Section,
                ["Providers"],
                values => values.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
        }
    }
}
