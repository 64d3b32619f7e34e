namespace ProviderRouter.Tests.Faults;

/// <summary>What the caller got.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Info">What the answer says of itself.</param>
internal sealed record FaultReport(string Text, ResponseInfo Info);
