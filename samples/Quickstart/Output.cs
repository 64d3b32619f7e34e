using System.Runtime.CompilerServices;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Where files go: the folder <c>out</c> beside this source, or where the command line says.</summary>
internal static class Output
{
    private static readonly string Folder = Path.Combine(FindSource(), "out");

    public static string PathFor(string model) => Path.Combine(Folder, model[(model.LastIndexOf('/') + 1)..].Replace(':', '-'));

    /// <summary>Saves a file, with the extension of its type when the path has none; the <c>.1-schnell</c> of a model's name is none.</summary>
    public static async Task<string> SaveAsync(MediaContent content, string path, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        if (Path.GetExtension(path) is not ['.', var first, ..] || !char.IsAsciiLetter(first))
        {
            path += content.ContentType switch
            {
                "image/png" => ".png",
                "image/jpeg" => ".jpg",
                "image/webp" => ".webp",
                "audio/wav" or "audio/x-wav" => ".wav",
                "audio/mpeg" => ".mp3",
                "audio/flac" => ".flac",
                "video/mp4" => ".mp4",
                "video/webm" => ".webm",
                _ => ".bin",
            };
        }

        await content.SaveAsync(path, cancellationToken);
        return Path.GetRelativePath(Environment.CurrentDirectory, path);
    }

    private static string FindSource([CallerFilePath] string file = "") =>
        Path.GetDirectoryName(file) is { } folder && Directory.Exists(folder) ? folder : Environment.CurrentDirectory;
}
