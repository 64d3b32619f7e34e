using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProviderRouter.CatalogBuilder;

/// <summary>The provider whose offer of some models comes first, whatever the data's own order.</summary>
internal sealed record Pin(Regex? Models, string? Task, string Provider)
{
    public static IReadOnlyList<Pin> ReadAll(JsonElement list) => [.. list.EnumerateArray().Select(item => new Pin(
        item.TryGetProperty("models", out var glob) ? ToRegex(glob.GetString()!) : null,
        item.TryGetProperty("task", out var task) ? task.GetString() : null,
        item.GetProperty("provider").GetString()!))];

    public bool Fits(JsonElement model) =>
        Models?.IsMatch(model.GetProperty("id").GetString()!) != false
        && (Task is null || model.GetProperty("tasks").EnumerateArray().Any(task => task.ValueEquals(Task)));

    private static Regex ToRegex(string glob) =>
        new("^" + Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
