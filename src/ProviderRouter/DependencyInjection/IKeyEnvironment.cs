namespace ProviderRouter.DependencyInjection;

/// <summary>Where keys may lie outside the configuration; tests bring one of their own, so that a developer's keys are never read.</summary>
internal interface IKeyEnvironment
{
    /// <summary>The folder to search when there is no host.</summary>
    string CurrentDirectory { get; }

    /// <summary>An environment variable; null when it is not set.</summary>
    string? GetVariable(string name);
}

/// <summary>The process's own environment.</summary>
internal sealed class ProcessEnvironment : IKeyEnvironment
{
    public string CurrentDirectory => Directory.GetCurrentDirectory();

#pragma warning disable RS0030 // this is the key source
    public string? GetVariable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
