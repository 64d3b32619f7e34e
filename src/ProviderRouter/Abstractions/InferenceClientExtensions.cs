namespace ProviderRouter;

/// <summary>The verbs of <see cref="IInferenceClient"/>; each task's folder adds its own.</summary>
public static partial class InferenceClientExtensions;
