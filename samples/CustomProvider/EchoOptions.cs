using ProviderRouter.Providers;

namespace ProviderRouter.Samples.CustomProvider;

/// <summary>Settings of the provider; the base class brings address, key, headers and time limits.</summary>
internal sealed class EchoOptions : ProviderOptions
{
    protected override IReadOnlyList<string> ApiKeyVariables => ["ECHO_API_KEY"];
}
