using ProviderRouter.DependencyInjection;

namespace ProviderRouter.Tests.Testing;

/// <summary>An environment of the test's own, so that a developer's keys are never read.</summary>
internal sealed class FakeEnvironment : IKeyEnvironment
{
    public Dictionary<string, string> Variables { get; } = [];

    public string CurrentDirectory { get; set; } = Directory.CreateTempSubdirectory("provider-router-").FullName;

    public string? GetVariable(string name) => Variables.GetValueOrDefault(name);
}
