using System.Buffers;
using System.Globalization;
using System.Text;

namespace ProviderRouter.Routing;

/// <summary>What a caller wrote as a model, taken apart: the id, a provider or a policy beside it, a provider to which the id's shape belongs.</summary>
internal sealed record ModelReference
{
    private const int MaxLength = 256;
    private const int VersionLength = 64;
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@/+-#");

    /// <summary>The id without what stood beside it.</summary>
    public required string Model { get; init; }

    /// <summary>The provider named beside the id; null for none.</summary>
    public string? Provider { get; init; }

    /// <summary>The policy named beside the id.</summary>
    public RoutePolicy Policy { get; init; }

    /// <summary>What stood beside the id, a provider or a policy; null for none.</summary>
    public string? Suffix => Provider ?? (Policy == RoutePolicy.None ? null : Policy.ToString().ToLowerInvariant());

    /// <summary>The provider to which an id of this shape belongs; null for none.</summary>
    public string? NativeProvider { get; init; }

    /// <summary>The id as a provider gets it when the catalog does not know it.</summary>
    public string RouteModel => Model;

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">What the caller wrote.</param>
    /// <param name="isProviderName">Whether a word names a provider; a size tag (<c>gpt-oss:20b</c>) does not, and stays part of the id.</param>
    /// <exception cref="RoutingException">The text cannot be an id.</exception>
    public static ModelReference Parse(string text, Func<string, bool> isProviderName)
    {
        ArgumentNullException.ThrowIfNull(text);
        var model = Check(text.Trim(' '));
        var (provider, policy) = ((string?)null, RoutePolicy.None);

        var colon = model.LastIndexOf(':');
        if (colon > 0 && colon > model.LastIndexOf('/'))
        {
            var suffix = model[(colon + 1)..];
            policy = ToPolicy(suffix);
            provider = policy == RoutePolicy.None && isProviderName(suffix) ? suffix : null;
            model = policy != RoutePolicy.None || provider is not null ? model[..colon] : model;
        }

        var first = model.IndexOf(':', StringComparison.Ordinal);
        if (provider is null && first > 0 && isProviderName(model[..first]))
        {
            (provider, model) = (model[..first], model[(first + 1)..]);
        }

        return new() { Model = Check(model), Provider = provider?.ToLowerInvariant(), Policy = policy, NativeProvider = NativeTo(model) };
    }

    private static string? NativeTo(string model)
    {
        if (model.StartsWith("accounts/", StringComparison.OrdinalIgnoreCase))
        {
            return "fireworks-ai";
        }

        if (model.StartsWith("fal-ai/", StringComparison.OrdinalIgnoreCase))
        {
            return "fal-ai";
        }

        if (model.StartsWith("wavespeed-ai/", StringComparison.OrdinalIgnoreCase))
        {
            return "wavespeed";
        }

        if (model.StartsWith("deployments/", StringComparison.OrdinalIgnoreCase) && model.AsSpan().Count('/') == 2)
        {
            return "replicate";
        }

        var colon = model.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && model.AsSpan(0, colon).Count('/') == 1 && IsVersion(model.AsSpan(colon + 1)) ? "replicate" : null;
    }

    private static bool IsVersion(ReadOnlySpan<char> text) => text.Length == VersionLength && !text.ContainsAnyExcept(Hexadecimal);

    private static RoutePolicy ToPolicy(string suffix) => suffix.ToLowerInvariant() switch
    {
        "cheapest" => RoutePolicy.Cheapest,
        "fastest" => RoutePolicy.Fastest,
        "preferred" => RoutePolicy.Preferred,
        _ => RoutePolicy.None,
    };

    // An id becomes part of an address: nothing may pass that could climb out of it.
    private static string Check(string model)
    {
        var problem = model.Length == 0 ? "it is empty"
            : model.Length > MaxLength ? $"it is longer than {MaxLength} characters"
            : !char.IsAsciiLetterOrDigit(model[0]) ? "it does not begin with a letter or digit"
            : model.AsSpan().ContainsAnyExcept(Allowed) ? "it holds a character that no id has (letters, digits and . _ : @ / + - # may stand in one)"
            : null;
        if (problem is null)
        {
            foreach (var range in model.AsSpan().Split('/'))
            {
                var segment = model.AsSpan()[range];
                problem ??= segment.IsEmpty ? "a part between slashes is empty" : segment is "." or ".." ? "a part between slashes is '.' or '..'" : null;
            }

            problem ??= model.Contains('#', StringComparison.Ordinal) && !model.StartsWith("accounts/", StringComparison.OrdinalIgnoreCase) ? "only Fireworks' ids of deployments hold a '#'"
                : model[^1] == ':' || model.Contains("::", StringComparison.Ordinal) ? "nothing stands after a colon" : null;
        }

        return problem is null
            ? model
            : throw new RoutingException($"'{Show(model)}' is no model id: {problem}. Write it as 'owner/name', a provider's own id, or 'id:provider'.");
    }

    /// <summary>A text of the caller's as it can stand in a message: short, and without what would steer a terminal.</summary>
    public static string Show(string model)
    {
        var shown = new StringBuilder();
        foreach (var character in model.Length > 80 ? model.AsSpan(0, 80) : model)
        {
            _ = char.IsControl(character) || char.IsSurrogate(character)
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : shown.Append(character);
        }

        return model.Length > 80 ? shown.Append('…').ToString() : shown.ToString();
    }
}
