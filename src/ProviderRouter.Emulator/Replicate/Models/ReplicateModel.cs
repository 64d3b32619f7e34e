using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;
using ProviderRouter.Emulator.Replicate.Outputs;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>A model: official ones answer under their name, community ones only by a version.</summary>
/// <param name="Id">The id, <c>owner/name</c>.</param>
/// <param name="IsOfficial">Whether it is called by its name.</param>
/// <param name="KnownVersions">Hashes, the newest first, parted by spaces; of some only the first digits are known.</param>
/// <param name="InputText">The fields of the input, as <see cref="FieldReader"/> reads them.</param>
/// <param name="OutputText">The shape of the output, as <see cref="OutputShape"/> reads it.</param>
/// <param name="Run">What it makes of an input.</param>
internal sealed record ReplicateModel(
    string Id, bool IsOfficial, string KnownVersions, string InputText, string OutputText, Func<PredictionInput, PredictionOutput> Run)
{
    public IReadOnlyDictionary<string, InputField> Input { get; } = FieldReader.Read(InputText);

    public OutputShape Output { get; } = new(OutputText);

    /// <summary>Whether the schema itself forbids inputs that it does not name. Most let them pass, and Hugging Face's clients count on that.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether the files of an answer that was waited for are sent along, as <c>data:</c> addresses.</summary>
    public bool SendsFilesAlong { get; init; }

    /// <summary>Whether nothing was ever pushed, so that there is no version.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether a prediction that has not started has no output field at all, instead of null.</summary>
    public bool OmitsOutputAtFirst { get; init; }

    /// <summary>The name in a prediction, which for some is one that Replicate uses inside.</summary>
    public string ReportedId { get; init; } = Id;

    /// <summary>The version in a prediction that was created by the model's name.</summary>
    public string ReportedVersion { get; init; } = "hidden";

    public static ReplicateModel Official(string id, string versions, string input, string output, Func<PredictionInput, PredictionOutput> run) =>
        new(id, true, versions, input, output, run);

    public static ReplicateModel Community(string id, string versions, string input, string output, Func<PredictionInput, PredictionOutput> run) =>
        new(id, false, versions, input, output, run);

    /// <summary>All versions, the newest first.</summary>
    public IReadOnlyList<string> Versions => IsEmpty ? [] : [.. KnownVersions.Split(' ').Select(Complete)];

    /// <summary>Whether a hash is one of the model's versions.</summary>
    public bool HasVersion(string hash) => Versions.Any(version => version.AsSpan(0, 8).SequenceEqual(hash.AsSpan(0, 8)));

    /// <summary>The answer to a look-up of the model.</summary>
    public JsonObject Describe()
    {
        var names = Id.Split('/');
        return new JsonObject
        {
            ["url"] = "https://replicate.com/" + Id,
            ["owner"] = names[0],
            ["name"] = names[1],
            ["description"] = "Emulated; its answers are synthetic.",
            ["visibility"] = "public",
            ["is_official"] = IsOfficial,
            ["run_count"] = (int)(StableHash.Of(Id) % 10_000_000),
            ["github_url"] = null,
            ["paper_url"] = null,
            ["license_url"] = null,
            ["cover_image_url"] = null,
            ["default_example"] = null,
            ["latest_version"] = Versions is [var latest, ..] ? Describe(latest) : null,
        };
    }

    /// <summary>One version with its schema.</summary>
    public JsonObject Describe(string version) => new()
    {
        ["id"] = version,
        ["created_at"] = Age(version).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        ["cog_version"] = "0.13.7",
        ["openapi_schema"] = SchemaWriter.Write(this),
    };

    /// <summary>Made up: a month between two versions.</summary>
    private DateTime Age(string version) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(-Versions.ToList().IndexOf(version));

    /// <summary>The known digits of a hash, filled up to 64.</summary>
    private string Complete(string digits)
    {
        for (ulong part = 1; digits.Length < 64; part++)
        {
            digits += StableHash.Of(Id, part).ToString("x16", CultureInfo.InvariantCulture);
        }

        return digits[..64];
    }
}
