using System.Text.Json.Nodes;

namespace ProviderRouter;

/// <summary>
/// JSON for a provider, sent as it is. It has the form of one provider: name that one, with <see cref="InferenceRequest.Provider"/> or beside
/// the model. A request needs a model or a <see cref="Path"/>; without a model it must name the provider.
/// </summary>
public sealed record RawRequest : InferenceRequest
{
    /// <summary>What the model takes, in the form of the provider.</summary>
    public required JsonObject Input { get; init; }

    /// <summary>The path below the provider's address, such as <c>v1/moderations</c>.</summary>
    /// <value>Default: null, the provider's usual one for the model.</value>
    public string? Path { get; init; }
}
