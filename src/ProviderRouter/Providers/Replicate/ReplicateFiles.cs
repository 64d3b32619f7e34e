using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Finds the files of an output, whatever its shape: one address, a list, named fields, files sent along. They stay at Replicate for one hour.</summary>
internal sealed class ReplicateFiles(MediaDownloader downloader, TimeProvider timeProvider)
{
    private const int MaxDepth = 16;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly string[] SoundNames = ["audio_out", "audio"];

    /// <summary>The fields in which files may be sent along as <c>data:</c> addresses.</summary>
    public static MediaFields Fields { get; } = new("output"u8.ToArray(), "audio_out"u8.ToArray(), "audio"u8.ToArray(), "file"u8.ToArray(), "image"u8.ToArray())
    {
        OnlyDataAddresses = true,
    };

    public IReadOnlyList<MediaContent> Find(TaskContext context, ReplicatePrediction prediction)
    {
        var found = new List<MediaContent>();
        Collect(context, prediction, prediction.Output, found, 0);
        return found.Count > 0
            ? found
            : throw context.Fail(ErrorKind.BadResponse, $"Provider '{context.Provider}': the output of prediction '{prediction.Id}' holds no file.");
    }

    /// <summary>The sound of an output, in which other files may stand too: Bark gives its own prompt back.</summary>
    public MediaContent FindSound(TaskContext context, ReplicatePrediction prediction)
    {
        var named = new List<MediaContent>();
        foreach (var name in SoundNames)
        {
            if (prediction.Output.ValueKind == JsonValueKind.Object && prediction.Output.TryGetProperty(name, out var sound))
            {
                Collect(context, prediction, sound, named, 0);
            }
        }

        var files = named.Count > 0 ? named : Find(context, prediction);
        return files.FirstOrDefault(static file => file.ContentType?.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) == true) ?? files[0];
    }

    private void Collect(TaskContext context, ReplicatePrediction prediction, JsonElement output, List<MediaContent> found, int depth)
    {
        switch (output.ValueKind)
        {
            case JsonValueKind.String when prediction.FileOf(output) is { } file:
                found.Add(file);
                break;
            case JsonValueKind.String when output.GetString() is { } address && IsAddress(address):
                found.Add(downloader.Reference(context.Provider, address, expiresAt: timeProvider.GetUtcNow() + Kept));
                break;
            case JsonValueKind.Array when depth < MaxDepth:
                foreach (var item in output.EnumerateArray())
                {
                    Collect(context, prediction, item, found, depth + 1);
                }

                break;
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var property in output.EnumerateObject())
                {
                    Collect(context, prediction, property.Value, found, depth + 1);
                }

                break;
        }
    }

    // A data: address is met here only in a field that Fields does not name.
    private static bool IsAddress(string text) =>
        text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
}
