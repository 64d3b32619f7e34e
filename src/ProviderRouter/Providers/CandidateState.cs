using ProviderRouter.Resilience;

namespace ProviderRouter.Providers;

/// <summary>What the handler of one candidate has done in a call; shared by all contexts of that candidate.</summary>
internal sealed class CandidateState
{
    private const int Free = 0;
    private const int Submits = 1;
    private const int HasRival = 2;

    private int way;
    private volatile int lastAttempt = -1; // whoever decides whether to ask another beside it looks from elsewhere

    /// <summary>Whether it was begun beside another that had not answered yet; it may not create anything that lives on by itself.</summary>
    public bool IsHedge { get; init; }

    /// <summary>Whether nobody else could be asked after it; then a target that is blocked meanwhile is waited for.</summary>
    public bool IsLast { get; init; }

    /// <summary>What it took from its target's retry budget to be begun.</summary>
    public int Paid { get; init; }

    /// <summary>Whether it has begun to create something that lives on by itself: from then on nothing may run beside it.</summary>
    public bool HasSubmitted => Volatile.Read(ref way) == Submits;

    /// <summary>Whether it runs beside another, so that the call's last attempt may go to that one.</summary>
    public bool IsInRace => IsHedge || Volatile.Read(ref way) == HasRival;

    /// <summary>Begins to create something that lives on by itself; false when another runs beside it.</summary>
    public bool TrySubmit() => !IsHedge && Interlocked.CompareExchange(ref way, Submits, Free) != HasRival;

    /// <summary>Lets another run beside it; false when it has submitted.</summary>
    public bool TryAddRival() => Interlocked.CompareExchange(ref way, HasRival, Free) != Submits;

    /// <summary>The number of its last attempt; -1 before the first.</summary>
    public int LastAttempt
    {
        get => lastAttempt;
        set => lastAttempt = value;
    }

    /// <summary>Whether anything was sent to it.</summary>
    public bool IsVisited => LastAttempt >= 0;

    /// <summary>The way through its target of the last attempt, when that ended well; what it gave may still break.</summary>
    public TargetPass? Pass { get; set; }
}
