namespace ProviderRouter.Providers.HuggingFace;

/// <summary>The provider behind the router that is to do a call.</summary>
/// <param name="Partner">Its id at the router.</param>
/// <param name="Model">Its own id of the model.</param>
/// <param name="LoraWeights">The address of weights to be laid over that model; null for none.</param>
internal sealed record RoutedTarget(string Partner, string Model, string? LoraWeights = null);
