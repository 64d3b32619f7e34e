namespace ProviderRouter;

/// <summary>
/// Remembers the ids of genuine webhooks for longer than their age lets them pass. Over its capacity the oldest go: only whoever can sign can fill it.
/// </summary>
internal sealed class ReplayStore(int capacity = 100_000)
{
    // A message may be signed five minutes ahead of this clock, and passes until five minutes after its time.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Id, long SeenAt)>> ids = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, long SeenAt)> order = new();

    /// <summary>Remembers an id.</summary>
    /// <returns>False when it is remembered already.</returns>
    public bool TryAdd(string id, TimeProvider timeProvider)
    {
        var now = timeProvider.GetTimestamp();
        lock (gate)
        {
            while (order.First is { } old && timeProvider.GetElapsedTime(old.Value.SeenAt, now) > Memory)
            {
                Remove(old);
            }

            if (ids.ContainsKey(id))
            {
                return false;
            }

            // Only now: a replay must not make room.
            if (order.First is { } oldest && order.Count >= capacity)
            {
                Remove(oldest);
            }

            ids.Add(id, order.AddLast((id, now)));
            return true;
        }
    }

    /// <summary>Forgets an id, so that it passes once more.</summary>
    public void Remove(string id)
    {
        lock (gate)
        {
            if (ids.TryGetValue(id, out var place))
            {
                Remove(place);
            }
        }
    }

    private void Remove(LinkedListNode<(string Id, long SeenAt)> place)
    {
        ids.Remove(place.Value.Id);
        order.Remove(place);
    }
}
