namespace ProviderRouter.Routing;

/// <summary>What a resolver judges by.</summary>
/// <param name="Task">What is asked.</param>
/// <param name="Request">The request; its model is the task's default where the caller named none.</param>
public sealed record RouteContext(InferenceTask Task, InferenceRequest Request);
