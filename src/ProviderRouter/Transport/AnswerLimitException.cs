namespace ProviderRouter.Transport;

/// <summary>An answer holds more of something than it may; whoever reads it turns this into <see cref="ErrorKind.LimitExceeded"/>.</summary>
/// <param name="problem">What it has too much of, in words without a full stop.</param>
internal sealed class AnswerLimitException(string problem) : InvalidOperationException(problem);
