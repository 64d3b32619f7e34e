namespace ProviderRouter.Emulator.HuggingFace.Hub;

/// <summary>A model of the Hub and who serves it.</summary>
internal sealed record HubModel(string Id, string PipelineTag, IReadOnlyList<HubMapping> Mappings)
{
    /// <summary>Tags beyond that of the task; <c>conversational</c> makes a chat model of one that writes text.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether the mapping of this model is given as a list, the newer of the two forms.</summary>
    public bool ListsProviders { get; init; }

    /// <summary>The task in the mapping: a chat model's is not its pipeline's.</summary>
    public string Task => Tags.Contains("conversational") ? "conversational" : PipelineTag;

    public HubMapping? Mapping(string provider) => Mappings.FirstOrDefault(mapping => mapping.Provider == provider);
}

/// <summary>One provider of a model, and the id under which it knows the model.</summary>
internal sealed record HubMapping(string Provider, string ProviderId)
{
    /// <summary>live, staging (the partner's own only) or error (the last check failed).</summary>
    public string Status { get; init; } = "live";

    /// <summary>The file with the weights of a LoRA adapter; null if the model is none.</summary>
    public string? AdapterWeightsPath { get; init; }

    /// <summary>USD per million tokens read and written; null if they are not told.</summary>
    public (double Input, double Output)? Price { get; init; }

    /// <summary>Tokens a second at the last check.</summary>
    public double Throughput { get; init; }
}
