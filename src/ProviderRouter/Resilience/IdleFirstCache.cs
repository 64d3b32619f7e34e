using System.Collections.Concurrent;

namespace ProviderRouter.Resilience;

/// <summary>
/// Keeps one value for each key up to a capacity. When it is full, a tenth or more goes: first what was not asked for since the last time, then
/// what is at rest, and everything only when all of it is busy. Nothing is ordered or timed on a look-up.
/// </summary>
internal sealed class IdleFirstCache<TKey, TValue>(int capacity, Func<TKey, TValue> create, Func<TValue, bool> isBusy)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();
    private readonly Lock adding = new();
    private readonly int enough = capacity - Math.Max(1, capacity / 10);

    private int count; // the dictionary's own locks all of it

    public TValue Get(TKey key)
    {
        if (entries.TryGetValue(key, out var entry))
        {
            entry.IsUsed = true;
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

            entry = new(create(key));
            entries[key] = entry;
            count++;
            return entry.Value;
        }
    }

    private void MakeRoom()
    {
        foreach (var (key, entry) in entries)
        {
            if (entry.IsUsed)
            {
                entry.IsUsed = false;
            }
            else
            {
                RemoveIdle(key, entry);
            }
        }

        foreach (var (key, entry) in entries)
        {
            if (count <= enough)
            {
                return;
            }

            RemoveIdle(key, entry);
        }

        if (count > enough)
        {
            entries.Clear();
            count = 0;
        }
    }

    private void RemoveIdle(TKey key, Entry entry)
    {
        if (!isBusy(entry.Value) && entries.TryRemove(key, out _))
        {
            count--;
        }
    }

    private sealed class Entry(TValue value)
    {
        private volatile bool isUsed = true;

        public TValue Value => value;

        public bool IsUsed
        {
            get => isUsed;
            set
            {
                if (isUsed != value) // a write would take the line from the other cores each time
                {
                    isUsed = value;
                }
            }
        }
    }
}
