namespace ProviderRouter.Tests.Faults;

/// <summary>What is remembered of a server between calls; each is a test.</summary>
/// <param name="Name">The name in the names of tests.</param>
/// <param name="Happened">What happened, for users.</param>
/// <param name="Becomes">What becomes of the calls after that, for users.</param>
/// <param name="RunAsync">Shows it over real sockets.</param>
internal sealed record FaultSequence(string Name, string Happened, string Becomes, Func<Task> RunAsync);
