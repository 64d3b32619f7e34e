using System.Text.Json;
using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.HuggingFace;

/// <summary>Reads lists of numbers of any depth straight into vectors.</summary>
internal ref struct HfVectorReader
{
    private const int MaxDepth = 8;

    private readonly ReadOnlySpan<byte> json;
    private readonly List<IReadOnlyList<ReadOnlyMemory<float>>> groups;
    private int position;

    private HfVectorReader(ReadOnlySpan<byte> json)
    {
        this.json = json;
        groups = [];
    }

    /// <summary>Reads a whole document.</summary>
    /// <param name="json">A list of numbers, or of such lists, and so on.</param>
    /// <returns>The innermost lists of vectors, in their order; one with one vector when the document is a vector.</returns>
    /// <exception cref="JsonException">It is something else.</exception>
    public static IReadOnlyList<IReadOnlyList<ReadOnlyMemory<float>>> Read(ReadOnlySpan<byte> json)
    {
        var reader = new HfVectorReader(json);
        var vectors = new List<ReadOnlyMemory<float>>();
        reader.ReadList(vectors, depth: 1);
        if (vectors.Count > 0)
        {
            reader.groups.Add(vectors);
        }

        return reader.Peek() == 0 ? reader.groups : throw reader.Unexpected();
    }

    // A list of numbers becomes one of the siblings; a list of lists makes siblings of its own.
    private void ReadList(List<ReadOnlyMemory<float>> siblings, int depth)
    {
        Expect((byte)'[');
        if (Peek() != (byte)'[')
        {
            siblings.Add(FloatScanner.ReadArray(json[position..], out var length));
            position += length;
            return;
        }

        if (depth == MaxDepth)
        {
            throw Unexpected();
        }

        var own = new List<ReadOnlyMemory<float>>();
        do
        {
            ReadList(own, depth + 1);
        }
        while (Goes());

        if (own.Count > 0)
        {
            groups.Add(own);
        }
    }

    // Whether a comma follows; else the list ends.
    private bool Goes()
    {
        var isMore = Peek() == (byte)',';
        Expect(isMore ? (byte)',' : (byte)']');
        return isMore;
    }

    private void Expect(byte value)
    {
        if (Peek() != value)
        {
            throw Unexpected();
        }

        position++;
    }

    // The next byte that is no space; 0 at the end.
    private byte Peek()
    {
        while (position < json.Length && json[position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            position++;
        }

        return position < json.Length ? json[position] : (byte)0;
    }

    private readonly JsonException Unexpected() => new($"Something else than lists of numbers stands at byte {position}.");
}
