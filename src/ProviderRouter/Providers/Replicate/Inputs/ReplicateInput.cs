using System.Globalization;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>One input of a model.</summary>
/// <param name="Name">Its name on the wire.</param>
internal sealed record ReplicateInput(string Name)
{
    public ReplicateInputKind Kind { get; init; }

    /// <summary>The values it takes, as text; empty when it takes others too.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Words it takes among other values, <c>custom</c> say.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The largest number it takes; null where that is not known.</summary>
    public int? Maximum { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>What the model takes when nothing is sent; null when it has no text for that.</summary>
    public string? Default { get; init; }

    /// <summary>The model's own spelling of a value; null when it takes none of these.</summary>
    /// <param name="spellings">How the value may be spelled, best first.</param>
    public string? Match(params ReadOnlySpan<string> spellings)
    {
        if (Values.Count == 0)
        {
            return spellings[0];
        }

        foreach (var spelling in spellings)
        {
            foreach (var value in Values)
            {
                if (string.Equals(value, spelling, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a number is among its values.</summary>
    public bool Takes(double number) => Spell(number) is not null && (Kind != ReplicateInputKind.Integer || double.IsInteger(number));

    /// <summary>How it spells a number: "5", or "5s" where it is a length of time; null when it takes no such number.</summary>
    public string? Spell(double number) => Spell(number.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Spell(double)"/>
    public string? Spell(long number) => Spell(number.ToString(CultureInfo.InvariantCulture));

    private string? Spell(string number) => Kind is ReplicateInputKind.Flag or ReplicateInputKind.File or ReplicateInputKind.List ? null : Match(number, $"{number}s");

    /// <summary>Whether a word is known to be among the values.</summary>
    public bool Takes(string word) => Values.Contains(word) || Words.Contains(word);
}
