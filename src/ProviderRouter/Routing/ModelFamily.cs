namespace ProviderRouter.Routing;

/// <summary>What a model's name tells.</summary>
/// <param name="Rule">The rule that told it.</param>
/// <param name="Task">The Hugging Face id of the task.</param>
/// <param name="Provider">The instance name of the provider that serves the family best; null when no one is known to.</param>
internal sealed record ModelFamily(string Rule, string Task, string? Provider);
