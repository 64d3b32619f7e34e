namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>What a model calls its inputs: as its schema says, or a table; or as is usual, when nothing is known of the model.</summary>
internal sealed class ReplicateInputs
{
    private readonly Dictionary<string, ReplicateInput>? known;

    public ReplicateInputs(IEnumerable<ReplicateInput> inputs) => known = inputs.DistinctBy(static input => input.Name).ToDictionary(static input => input.Name, StringComparer.Ordinal);

    private ReplicateInputs()
    {
    }

    /// <summary>Those of a model of which nothing is known.</summary>
    public static ReplicateInputs Usual { get; } = new();

    public bool AreKnown => known is not null;

    /// <summary>The input for a field; null when the model has none.</summary>
    /// <param name="field">The field.</param>
    /// <param name="taken">Names of inputs that hold something else already.</param>
    public ReplicateInput? Find(ReplicateField field, IReadOnlySet<string>? taken = null)
    {
        foreach (var name in field.Names)
        {
            if (taken is not null && taken.Contains(name))
            {
                continue;
            }

            if (known is null)
            {
                return field.IsUsual ? new(name) : null;
            }

            if (known.TryGetValue(name, out var input))
            {
                return input;
            }
        }

        return null;
    }

    /// <summary>The one input of a kind that the model cannot do without, else the only one there is: whatever it is called, it is what the task is about.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="taken">Names of inputs that hold something else already.</param>
    public ReplicateInput? FindOnly(ReplicateInputKind kind, IReadOnlySet<string> taken)
    {
        var all = known is null ? [] : known.Values.Where(input => input.Kind == kind && input.Values.Count == 0 && !taken.Contains(input.Name)).ToList();
        var required = all.FindAll(static input => input.IsRequired);
        return required is [var needed] ? needed : all is [var only] ? only : null;
    }

    /// <summary>The input of a name; null when the model is not known to have it.</summary>
    public ReplicateInput? Named(string name) => known?.GetValueOrDefault(name);
}
