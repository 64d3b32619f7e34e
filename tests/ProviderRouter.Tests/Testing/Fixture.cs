using System.Text.Json;
using ProviderRouter.Fuzzing.Seeds;

namespace ProviderRouter.Tests.Testing;

/// <summary>
/// The recorded answers of the providers, read where they lie beside the repository (or where <c>PROVIDERROUTER_FIXTURES</c> says); a clone
/// without them skips what needs them.
/// </summary>
internal static class Fixture
{
    public const string Missing = "There are no recorded answers here.";

    private static readonly Lazy<string?> Root = new(Recordings.FindRoot);
    private static readonly Lazy<IReadOnlyList<JsonElement>> Manifest = new(() => [.. JsonElement.Parse(File.ReadAllBytes(Path.Combine(Folder, "manifest.json"))).EnumerateArray()]);

    public static bool Exist => Root.Value is not null;

    public static string Folder => Root.Value ?? throw new InvalidOperationException(Missing);

    /// <summary>The manifest's entries; none where there is no manifest.</summary>
    public static IEnumerable<JsonElement> All => Exist ? Manifest.Value : [];

    /// <summary>The manifest's entries of some kinds.</summary>
    public static IEnumerable<JsonElement> Entries(params string[] kinds) =>
        All.Where(entry => kinds.Contains(entry.GetProperty("expect").GetProperty("kind").GetString()));

    /// <summary>The files of entries as the data of a theory; one row that is skipped where there is no manifest, for a theory without data is no skip but a failure.</summary>
    public static TheoryData<string> FilesOf(IEnumerable<JsonElement> entries) => Exist ? [.. entries.Select(entry => entry.GetProperty("file").GetString()!)] : ["none"];

    /// <summary>The manifest's entry of a file.</summary>
    public static JsonElement Entry(string file) => Manifest.Value.First(entry => entry.GetProperty("file").GetString() == file);

    public static byte[] Read(JsonElement entry) => File.ReadAllBytes(Path.Combine(Folder, entry.GetProperty("file").GetString()!));
}
