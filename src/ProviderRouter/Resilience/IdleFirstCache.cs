using System.Collections.Concurrent;

namespace ProviderRouter.Resilience;

/// <summary>
/// Keeps one value for each key up to a capacity. When it is full, a tenth goes: those at rest that were not asked for the longest; everything
/// goes when too few are at rest. Age is counted in keys that came since, so a look-up needs no clock.
/// </summary>
internal sealed class IdleFirstCache<TKey, TValue>(int capacity, Func<TKey, TValue> create, Func<TValue, bool> isBusy)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly Lock adding = new();
    private readonly int enough = capacity - Math.Max(1, capacity / 10);

    private int count; // the dictionary's own locks all of it
    private long added;

    public TValue Get(TKey key)
    {
        if (entries.TryGetValue(key, out var entry))
        {
            entry.Touch(Volatile.Read(ref added));
            return entry.Value;
        }

        lock (adding)
        {
            if (entries.TryGetValue(key, out entry))
            {
                return entry.Value;
            }

            if (count >= capacity)
            {
                MakeRoom();
            }

            entry = new(create(key), ++added);
            entries[key] = entry;
            count++;
            return entry.Value;
        }
    }

    private void MakeRoom()
    {
        var idle = entries
            .Where(pair => !isBusy(pair.Value.Value))
            .Select(pair => (pair.Key, pair.Value.LastUsed)) // which others may change while they are put in order
            .OrderBy(entry => entry.LastUsed)
            .Take(count - enough);
        foreach (var (key, _) in idle)
        {
            entries.TryRemove(key, out _);
            count--;
        }

        if (count > enough)
        {
            entries.Clear();
            count = 0;
        }
    }

    private sealed class Entry(TValue value, long lastUsed)
    {
        private long lastUsed = lastUsed;

        public TValue Value => value;

        public long LastUsed => Volatile.Read(ref lastUsed);

        public void Touch(long now)
        {
            if (LastUsed != now) // a write would take the line from the other cores each time
            {
                Volatile.Write(ref lastUsed, now);
            }
        }
    }
}
