namespace ProviderRouter;

/// <summary>The tokens of the built-in tasks; each task's folder adds its own.</summary>
public static partial class InferenceTasks;
