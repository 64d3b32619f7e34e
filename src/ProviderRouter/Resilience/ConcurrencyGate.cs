namespace ProviderRouter.Resilience;

/// <summary>Lets a number of exchanges run at once; the next ones wait in the order they came, up to a number.</summary>
internal sealed class ConcurrencyGate(int maxActive, int maxWaiting)
{
    private readonly Lock changing = new();
    private readonly LinkedList<Waiter> waiters = new();
    private int active;

    public int Active => Volatile.Read(ref active);

    public int Waiting
    {
        get
        {
            lock (changing)
            {
                return waiters.Count;
            }
        }
    }

    /// <summary>Waits for a place; a lease that is not granted says that too many wait already.</summary>
    public ValueTask<Lease> EnterAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Lease>(cancellationToken);
        }

        Waiter waiter;
        lock (changing)
        {
            if (active < maxActive) // nobody waits then: a place that is left goes to the first who does
            {
                active++;
                return new(new Lease(this));
            }

            if (waiters.Count >= maxWaiting)
            {
                return new(Lease.Refused);
            }

            waiter = new(this);
            waiters.AddLast(waiter.Place);
        }

        return WaitAsync(waiter, cancellationToken);
    }

    internal void Leave()
    {
        Waiter next;
        lock (changing)
        {
            if (waiters.First is not { } first)
            {
                active--;
                return;
            }

            waiters.RemoveFirst();
            next = first.Value;
        }

        next.SetResult(new(this));
    }

    private static async ValueTask<Lease> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).GiveUp(token), waiter);
        return await waiter.Task.ConfigureAwait(false);
    }

    private sealed class Waiter : TaskCompletionSource<Lease>
    {
        private readonly ConcurrencyGate gate;

        public Waiter(ConcurrencyGate gate)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            this.gate = gate;
            Place = new(this);
        }

        public LinkedListNode<Waiter> Place { get; }

        public void GiveUp(CancellationToken token)
        {
            lock (gate.changing)
            {
                if (Place.List is null)
                {
                    return; // has got a place meanwhile
                }

                gate.waiters.Remove(Place);
            }

            SetCanceled(token);
        }
    }
}
