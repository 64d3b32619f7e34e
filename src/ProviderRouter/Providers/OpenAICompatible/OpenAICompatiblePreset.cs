namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>What is known of a server that speaks OpenAI's protocol.</summary>
/// <param name="Name">The instance name, which is the catalog's id of the provider where it has one.</param>
/// <param name="Address">The base address.</param>
/// <param name="Tasks">The Hugging Face ids of its tasks.</param>
internal sealed record OpenAICompatiblePreset(string Name, string Address, params IReadOnlyList<string> Tasks)
{
    /// <summary>The variables that may hold the key, the provider's own first; empty for a server that needs none.</summary>
    public IReadOnlyList<string> KeyVariables { get; init; } = [];

    /// <summary>Wire fields that it refuses or does not know.</summary>
    public IReadOnlyList<string> Omits { get; init; } = [];

    /// <summary>In what else it differs; null for nothing.</summary>
    public Action<OpenAICompatibleOptions>? Differs { get; init; }

    /// <summary>Sets the options; what the application or its configuration sets comes later.</summary>
    public void Apply(OpenAICompatibleOptions options)
    {
        options.BaseAddress = new(Address);
        options.ApiKeyVariable = KeyVariables is [var first, ..] ? first : null;
        foreach (var further in KeyVariables.Skip(1))
        {
            options.FurtherApiKeyVariables.Add(further);
        }

        foreach (var task in Tasks)
        {
            options.Tasks.Add(task);
        }

        foreach (var field in Omits)
        {
            options.OmittedFields.Add(field);
        }

        Differs?.Invoke(options);
    }
}
