namespace ProviderRouter;

/// <summary>A price that holds under a condition.</summary>
/// <param name="Condition">The condition, <c>resolution=720p</c> say.</param>
/// <param name="Output">The price in US dollars.</param>
public sealed record PriceTier(string Condition, decimal Output);
