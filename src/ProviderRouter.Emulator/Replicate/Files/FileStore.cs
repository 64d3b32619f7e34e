using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Files;

/// <summary>The uploaded files, each for a day.</summary>
internal sealed class FileStore
{
    private readonly ConcurrentDictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private long _sequence;

    public StoredFile Add(Func<string, long, StoredFile> make, ReadOnlySpan<byte> content)
    {
        var sequence = Interlocked.Increment(ref _sequence);
        var file = make(NewId(content, sequence), sequence);
        return _files[file.Id] = file;
    }

    /// <summary>A file that has not expired.</summary>
    public StoredFile? TryFind(string id, DateTimeOffset now) => _files.TryGetValue(id, out var file) && now < file.ExpiresAt ? file : null;

    public IEnumerable<StoredFile> All(DateTimeOffset now) => _files.Values.Where(file => now < file.ExpiresAt);

    public bool Remove(string id, DateTimeOffset now) => TryFind(id, now) is not null && _files.TryRemove(id, out _);

    /// <summary>The text of a GUID in base64, as the real ids are.</summary>
    private static string NewId(ReadOnlySpan<byte> content, long sequence)
    {
        var hash = StableHash.Of(content[..Math.Min(content.Length, 4096)], (ulong)sequence);
        var digits = string.Create(CultureInfo.InvariantCulture, $"{hash:x16}{StableHash.Mix(hash):x16}");
        return Convert.ToBase64String(Encoding.ASCII.GetBytes($"{digits[..8]}-{digits[8..12]}-4{digits[13..16]}-a{digits[17..20]}-{digits[20..]}"));
    }
}
