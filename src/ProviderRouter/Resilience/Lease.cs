namespace ProviderRouter.Resilience;

/// <summary>A place at a gate, or the word that there is none; disposing gives it back, once.</summary>
internal sealed class Lease(ConcurrencyGate? gate) : IDisposable
{
    private ConcurrencyGate? gate = gate;

    /// <summary>Holds no place: too many wait already.</summary>
    public static Lease Refused { get; } = new(null);

    public bool IsGranted { get; } = gate is not null;

    public void Dispose() => Interlocked.Exchange(ref gate, null)?.Leave();
}
