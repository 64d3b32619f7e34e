namespace ProviderRouter.Fuzzing.Mutation;

/// <summary>Random numbers that are the same wherever they are drawn again: an input is told by its seed and its number alone. SplitMix64.</summary>
internal struct FuzzRandom(ulong state)
{
    private ulong state = state;

    /// <summary>The numbers of one input.</summary>
    public static FuzzRandom For(string parser, ulong seed, long index)
    {
        var hash = 14695981039346656037UL; // FNV-1a, for string.GetHashCode differs in every process
        foreach (var character in parser)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        var random = new FuzzRandom(hash ^ (seed * 0x9E3779B97F4A7C15UL));
        return new(random.NextLong() + ((ulong)index * 0xD1B54A32D192ED03UL));
    }

    public ulong NextLong()
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to <paramref name="count"/> - 1; 0 where there is nothing to choose.</summary>
    public int Next(int count) => count <= 1 ? 0 : (int)(NextLong() % (ulong)count);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];
}
