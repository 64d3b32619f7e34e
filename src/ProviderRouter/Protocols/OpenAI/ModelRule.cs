using System.Collections.Frozen;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>What some of a server's models do not take.</summary>
/// <param name="Models">The beginning of their ids; behind a <c>*</c>, a part of them.</param>
/// <param name="Omits">The wire fields.</param>
internal sealed record ModelRule(string Models, FrozenSet<string> Omits)
{
    /// <summary>Whether the rule is one of a model's.</summary>
    public bool IsFor(string model) => Fits(Models, model);

    /// <summary>Whether a model's id begins with a text, or holds what follows a <c>*</c>.</summary>
    public static bool Fits(string models, string model) => models is ['*', ..]
        ? model.AsSpan().Contains(models.AsSpan(1), StringComparison.OrdinalIgnoreCase)
        : model.StartsWith(models, StringComparison.OrdinalIgnoreCase);
}
