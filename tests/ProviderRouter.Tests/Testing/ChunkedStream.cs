namespace ProviderRouter.Tests.Testing;

/// <summary>A body that arrives in pieces cut at given places, one piece a read.</summary>
internal sealed class ChunkedStream(byte[] bytes, params int[] cuts) : MemoryStream(bytes, writable: false)
{
    /// <summary>A body that arrives byte by byte.</summary>
    public static ChunkedStream Bytewise(byte[] bytes) => new(bytes, [.. Enumerable.Range(1, Math.Max(0, bytes.Length - 1))]);

    /// <summary>How many bytes were taken.</summary>
    public int Taken { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Read(buffer.Span[..Math.Min(buffer.Length, NextCut() - (int)Position)]);
        Taken += count;
        return ValueTask.FromResult(count);
    }

    private int NextCut()
    {
        var at = Array.BinarySearch(cuts, (int)Position + 1);
        at = at < 0 ? ~at : at;
        return at < cuts.Length ? cuts[at] : (int)Length;
    }
}
