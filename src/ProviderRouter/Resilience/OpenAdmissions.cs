namespace ProviderRouter.Resilience;

/// <summary>The admissions that are out: each is closed once. Places are used again, so nothing is allocated once there are enough. Not thread-safe.</summary>
internal sealed class OpenAdmissions
{
    private const int MaxPlaces = 65_536;

    private uint[] holders = [];
    private int[] free = [];
    private int freeCount;
    private int used;
    private int oldest;

    public int Count => used - freeCount;

    public AdmissionTicket Open()
    {
        if (freeCount > 0)
        {
            var place = free[--freeCount];
            return new(place, ++holders[place]);
        }

        if (used == MaxPlaces)
        {
            // So many calls that never reported: one of them is forgotten.
            oldest = (oldest + 1) % MaxPlaces;
            return new(oldest, holders[oldest] += 2);
        }

        if (used == holders.Length)
        {
            var length = Math.Max(4, used * 2);
            Array.Resize(ref holders, length);
            Array.Resize(ref free, length);
        }

        return new(used, ++holders[used++]);
    }

    public bool TryClose(AdmissionTicket ticket)
    {
        if (ticket.Place >= used || ticket.Holder % 2 == 0 || holders[ticket.Place] != ticket.Holder)
        {
            return false;
        }

        holders[ticket.Place]++;
        free[freeCount++] = ticket.Place;
        return true;
    }
}
