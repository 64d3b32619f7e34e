namespace ProviderRouter;

/// <summary>A setting of the request that the provider could not honour.</summary>
/// <param name="Setting">The name of the request's property.</param>
/// <param name="Message">What was done instead, and why.</param>
public sealed record InferenceWarning(string Setting, string Message);
