namespace ProviderRouter.Resilience;

/// <summary>Whether a slow exchange gets a rival: one more is sent, the first good answer wins, and the other is given up. Nothing that submits a job is ever sent twice.</summary>
public sealed class HedgingOptions
{
    /// <summary>Whether slow exchanges get a rival. It makes some calls cost twice.</summary>
    /// <value>Default: false.</value>
    public bool Enabled { get; set; }

    /// <summary>The soonest that a rival is sent, from 10 milliseconds to 24 hours; later where 95 of the target's 100 last answers took longer.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan MinDelay { get; set; } = TimeSpan.FromSeconds(2);
}
