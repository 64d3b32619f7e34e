namespace ProviderRouter.Fuzzing.Running;

/// <summary>A parser and all ways into it, which take turns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Variants">The ways into it.</param>
internal sealed record FuzzParser(string Name, IReadOnlyList<FuzzVariant> Variants);
