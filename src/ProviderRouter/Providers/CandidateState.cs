using ProviderRouter.Resilience;

namespace ProviderRouter.Providers;

/// <summary>What the handler of one candidate has done in a call; shared by all contexts of that candidate.</summary>
internal sealed class CandidateState
{
    private volatile int lastAttempt = -1; // whoever decides whether to ask another beside it looks from elsewhere
    private volatile bool hasSubmitted;

    /// <summary>Whether it was begun beside another that had not answered yet; it may not create anything that lives on by itself.</summary>
    public bool IsHedge { get; init; }

    /// <summary>Whether nobody else could be asked after it; then a target that is blocked between two attempts is waited for.</summary>
    public bool IsLast { get; init; }

    /// <summary>What it took from its target's retry budget to be begun.</summary>
    public int Paid { get; init; }

    /// <summary>Whether it has begun to create something that lives on by itself: from then on nothing may run beside it.</summary>
    public bool HasSubmitted
    {
        get => hasSubmitted;
        set => hasSubmitted = value;
    }

    /// <summary>The number of its last attempt; -1 before the first.</summary>
    public int LastAttempt
    {
        get => lastAttempt;
        set => lastAttempt = value;
    }

    /// <summary>Whether it had its turn: an exchange was sent, or it runs beside another whose turn it is.</summary>
    public bool IsVisited => IsHedge || LastAttempt >= 0;

    /// <summary>The way through its target of the last attempt, when that ended well; what it gave may still break.</summary>
    public TargetPass? Pass { get; set; }
}
