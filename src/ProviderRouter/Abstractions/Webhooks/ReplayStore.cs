namespace ProviderRouter;

/// <summary>
/// Remembers the ids of genuine webhooks for longer than their age lets them pass. Over its capacity the oldest go: only whoever can sign can fill it.
/// </summary>
internal sealed class ReplayStore(int capacity = 100_000)
{
    // A message may be signed five minutes ahead of this clock, and passes until five minutes after its time.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long SeenAt)> order = new();

    /// <summary>Remembers an id.</summary>
    /// <returns>False when it is remembered already.</returns>
    public bool TryAdd(string id, TimeProvider timeProvider)
    {
        var now = timeProvider.GetTimestamp();
        lock (gate)
        {
            while (order.TryPeek(out var oldest) && (order.Count >= capacity || timeProvider.GetElapsedTime(oldest.SeenAt, now) > Memory))
            {
                ids.Remove(order.Dequeue().Id);
            }

            if (!ids.Add(id))
            {
                return false;
            }

            order.Enqueue((id, now));
            return true;
        }
    }
}
