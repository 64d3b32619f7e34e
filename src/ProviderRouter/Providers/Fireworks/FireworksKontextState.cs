using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fireworks;

/// <summary>A job of FLUX Kontext as Fireworks shows it. Source: wire notes of Fireworks, §6.B.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Status">Its status in Fireworks' words; empty for a job that was just submitted.</param>
internal sealed record FireworksKontextState(string Id, string Status) : IDisposable
{
    private static readonly MediaFields Files = new("sample"u8.ToArray());

    /// <summary>The image, where the answer holds it.</summary>
    public MediaContent? File { get; private init; }

    /// <summary>The image's address, where the answer tells it.</summary>
    public string? Address { get; private init; }

    public bool HasImage => File is not null || Address is not null;

    /// <summary>How much is done, from 0 to 1; null when it does not say.</summary>
    public double? Progress { get; private init; }

    /// <summary>Why it failed; null when it does not say.</summary>
    public string? Details { get; private init; }

    /// <summary>Whether it is not known there, though it was submitted long enough ago.</summary>
    public bool IsLost { get; init; }

    /// <summary>What an answer tells of a job that is done.</summary>
    public ResponseInfo Info => new() { RequestId = Id, Usage = new() { Images = 1 } };

    /// <summary>The image of a job that has one.</summary>
    public MediaContent ImageFor(TaskContext context, MediaDownloader downloader) => File ?? downloader.Reference(context.Provider, Address!);

    /// <summary>Reads the answer to the submission.</summary>
    public static ValueTask<FireworksKontextState> ReadSubmittedAsync(ProviderResponse response, CancellationToken cancellationToken) => MediaJson.ReadAsync(
        response,
        MediaFields.None,
        json => Text(json.Root, "request_id"u8) is { Length: > 0 } id
            ? new FireworksKontextState(id, "")
            : throw json.Fail(response, "the answer names no job"),
        cancellationToken);

    /// <summary>Reads the answer to a poll.</summary>
    public static ValueTask<FireworksKontextState> ReadPolledAsync(ProviderResponse response, string id, CancellationToken cancellationToken) =>
        MediaJson.ReadAsync(response, Files, json => Read(response, json, id), cancellationToken);

    /// <summary>Nothing is held.</summary>
    public void Dispose()
    {
    }

    private static FireworksKontextState Read(ProviderResponse response, MediaJson json, string id)
    {
        if (Text(json.Root, "status"u8) is not { } status)
        {
            throw json.Fail(response, "the answer tells no status");
        }

        var sample = json.Root.TryGetProperty("result"u8, out var result) && result.ValueKind == JsonValueKind.Object && result.TryGetProperty("sample"u8, out var found) ? found : default;
        var file = json.FileOf(sample);
        return new(id, status)
        {
            File = file,
            Address = file is null && sample.ValueKind == JsonValueKind.String && sample.GetString() is { Length: > 0 } address ? address : null,
            Progress = ProgressOf(json.Root),
            Details = DetailsOf(json.Root),
        };
    }

    // A share, or a number of percent.
    private static double? ProgressOf(JsonElement root) =>
        root.TryGetProperty("progress"u8, out var progress) && progress.ValueKind == JsonValueKind.Number && progress.GetDouble() is >= 0 and <= 100 and var value
            ? value <= 1 ? value : value / 100
            : null;

    private static string? DetailsOf(JsonElement root) =>
        !root.TryGetProperty("details"u8, out var details) ? null
        : details.ValueKind == JsonValueKind.String ? details.GetString() is { Length: > 0 } words ? words : null
        : details.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? details.GetRawText()
        : null;

    private static string? Text(JsonElement root, ReadOnlySpan<byte> name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
