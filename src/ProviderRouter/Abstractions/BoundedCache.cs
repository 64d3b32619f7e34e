using System.Collections.Concurrent;

namespace ProviderRouter;

/// <summary>A cache that begins anew when it is full: nothing is ordered or counted on a look-up, and what is still in use comes back.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private volatile ConcurrentDictionary<TKey, TValue> entries = new();
    private int count;

    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value) => entries.TryGetValue(key, out value);

    /// <summary>Keeps a value in the place of one that may be there.</summary>
    public void Replace(TKey key, TValue value)
    {
        if (entries.ContainsKey(key))
        {
            entries[key] = value;
        }
        else
        {
            Add(key, value);
        }
    }

    /// <summary>Keeps a value; threads that come at once may pass the capacity by one each.</summary>
    public void Add(TKey key, TValue value)
    {
        if (entries.TryAdd(key, value) && Interlocked.Increment(ref count) >= capacity)
        {
            entries = new();
            Volatile.Write(ref count, 0);
        }
    }

    /// <summary>Forgets a value.</summary>
    public void Remove(TKey key)
    {
        if (entries.TryRemove(key, out _))
        {
            Interlocked.Decrement(ref count);
        }
    }
}
