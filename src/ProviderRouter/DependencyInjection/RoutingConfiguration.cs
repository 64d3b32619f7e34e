using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ProviderRouter.DependencyInjection;

/// <summary>The configuration that the application handed over; null for the container's own.</summary>
internal sealed record RoutingConfigurationSource(IConfiguration? Explicit);

/// <summary>The section <c>InferenceRouting</c>, wherever it comes from.</summary>
internal sealed class RoutingConfiguration
{
    public const string Section = "InferenceRouting";
    private readonly IConfiguration? root;
    private readonly IConfiguration? section;

    public RoutingConfiguration(RoutingConfigurationSource source, IServiceProvider services)
    {
        root = services.GetService<IConfiguration>();
        section = source.Explicit ?? root?.GetSection(Section);
    }

    /// <summary>The section; null without any configuration.</summary>
    public IConfiguration? Routing => section;

    /// <summary>The host's content root; null without a host.</summary>
    public string? ContentRoot => root?["contentRoot"];

    /// <summary>The instance names that have a section of their own.</summary>
    public IEnumerable<string> ProviderNames => section?.GetSection("Providers").GetChildren().Select(child => child.Key) ?? [];

    /// <summary>A provider's section; null when there is none.</summary>
    public IConfigurationSection? Provider(string name) =>
        section?.GetSection($"Providers:{name}") is { } found && found.Exists() ? found : null;

    public static string PathOf(string provider) => $"{Section}:Providers:{provider}";
}
