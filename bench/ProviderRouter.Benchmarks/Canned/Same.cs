namespace ProviderRouter.Benchmarks.Canned;

/// <summary>Stops a benchmark whose two sides do not give the same.</summary>
internal static class Same
{
    public static void Check<T>(IEnumerable<T> floor, IEnumerable<T> product)
    {
        if (!floor.SequenceEqual(product))
        {
            throw new InvalidOperationException("The product gives something else than the floor.");
        }
    }
}
