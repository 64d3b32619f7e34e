using System.Collections.Concurrent;
using System.Globalization;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Storage;

/// <summary>A file of the CDN; it is empty until it has been uploaded.</summary>
internal sealed record FalFile(string Name, string MediaType, byte[]? Content, DateTimeOffset? ExpiresAt, string Access);

/// <summary>What lies on the CDN: outputs and uploads, open to everybody who knows the address.</summary>
internal sealed class FalFiles
{
    private static readonly string[] Animals = ["elephant", "kangaroo", "koala", "lion", "monkey", "panda", "penguin", "rabbit", "tiger", "zebra"];

    private readonly ConcurrentDictionary<string, FalFile> _files = new(StringComparer.Ordinal);
    private int _sequence;

    /// <summary>Puts a file there and gives its path below the CDN's address.</summary>
    public string Add(FalFile file)
    {
        var number = Interlocked.Increment(ref _sequence);
        var hash = StableHash.Of(file.Content ?? [], StableHash.Of(file.Name));
        var path = string.Create(CultureInfo.InvariantCulture, $"files/b/{Animals[hash % (ulong)Animals.Length]}/{hash:x16}{number:x4}_{file.Name}");
        _files[path] = file;
        return path;
    }

    public FalFile? Find(string path, DateTimeOffset now) =>
        _files.TryGetValue(path, out var file) && !(file.ExpiresAt <= now) ? file : null;

    public void Fill(string path, byte[] content, string? mediaType)
    {
        if (_files.TryGetValue(path, out var file))
        {
            _files[path] = file with { Content = content, MediaType = mediaType ?? file.MediaType };
        }
    }

    /// <summary>Answers a download.</summary>
    public Task DeliverAsync(Exchange exchange, string path)
    {
        var file = Find(path, exchange.Time.GetUtcNow());
        return file switch
        {
            { Access: "forbid" } => throw FalErrors.Text(403, "Access denied"),
            { Access: "allow", Content: { } content } => exchange.WriteBytesAsync(200, content, file.MediaType),
            _ => throw FalErrors.Text(404, "Not Found"),
        };
    }
}
