namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Who serves a model by the Hub's word. Source: wire notes of Hugging Face, §4.1.</summary>
/// <param name="Provider">The provider's id at the router.</param>
/// <param name="Model">The provider's own id of the model, which the router demands to the letter.</param>
/// <param name="Task">The task it serves the model for; null when the Hub does not say.</param>
internal sealed record HubOffer(string Provider, string Model, string? Task)
{
    /// <summary><c>live</c>; <c>error</c> when the last health check failed; <c>staging</c> while only the partner itself may use it.</summary>
    public string Status { get; init; } = "live";

    /// <summary>The address of the weights, when the model is a LoRA that the provider lays over a base model; null otherwise.</summary>
    public string? LoraWeights { get; init; }

    /// <summary>The order in which offers are tried: those that work first, the Hub's own order among equals.</summary>
    public int Rank => Status switch { "live" => 0, "error" => 1, _ => 2 };
}
