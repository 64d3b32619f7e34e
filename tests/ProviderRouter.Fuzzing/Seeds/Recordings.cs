using System.Globalization;
using System.Text;
using System.Text.Json;
using ProviderRouter.Fuzzing.Mutation;

namespace ProviderRouter.Fuzzing.Seeds;

/// <summary>
/// Recorded answers as seeds, read where they lie beside the repository (or where <c>PROVIDERROUTER_FIXTURES</c> says); none where they are not. Large
/// ones are left out: what they hold more is more of the same.
/// </summary>
internal static class Recordings
{
    private const int Largest = 6 << 10;

    private static readonly Lazy<IReadOnlyList<Recording>> All = new(() => FindRoot() is { } root ? [.. ReadAll(root)] : []);

    /// <summary>Answers of some kinds (see the manifest's own description of them).</summary>
    /// <param name="provider">What the provider's name begins with; empty for any.</param>
    /// <param name="kinds">The kinds.</param>
    public static IEnumerable<Seed> Of(string provider, params string[] kinds) =>
        All.Value.Where(answer => kinds.Contains(answer.Kind) && answer.Provider.StartsWith(provider, StringComparison.Ordinal)).Select(answer => answer.Seed);

    /// <summary>The folder of the recorded answers; null where there is none.</summary>
    public static string? FindRoot()
    {
        if (Environment.GetEnvironmentVariable("PROVIDERROUTER_FIXTURES") is { Length: > 0 } named)
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "fixtures");
            if (File.Exists(Path.Combine(candidate, "manifest.json")))
            {
                return candidate;
            }
        }

        return null;
    }

    private static IEnumerable<Recording> ReadAll(string root)
    {
        foreach (var entry in JsonElement.Parse(File.ReadAllBytes(Path.Combine(root, "manifest.json"))).EnumerateArray())
        {
            var file = new FileInfo(Path.Combine(root, entry.GetProperty("file").GetString()!));
            if (file.Length <= Largest)
            {
                var status = entry.GetProperty("status").GetInt32();
                var type = entry.TryGetProperty("contentType", out var known) ? known.GetString() : null;
                var head = status == 200 && type is null or "application/json" or "text/event-stream" ? "" : string.Create(CultureInfo.InvariantCulture, $"HTTP {status}\nContent-Type: {type}\n\n");
                yield return new(
                    entry.GetProperty("provider").GetString()!,
                    entry.GetProperty("expect").GetProperty("kind").GetString()!,
                    new([.. Encoding.ASCII.GetBytes(head), .. File.ReadAllBytes(file.FullName)]));
            }
        }
    }

    private sealed record Recording(string Provider, string Kind, Seed Seed);
}
