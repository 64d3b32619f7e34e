namespace ProviderRouter.Resilience;

/// <summary>The answer to who wants to send an exchange; one that was admitted is reported on, once.</summary>
internal readonly record struct TargetAdmission
{
    public bool IsAdmitted { get; private init; }

    /// <summary>Whether this is the one exchange that finds out whether the target works again.</summary>
    public bool IsProbe => Pass.IsProbe;

    /// <summary>What stands in the way of one that is not admitted.</summary>
    public TargetStatus Status { get; private init; }

    /// <summary>What the breaker knows it by.</summary>
    public CircuitPass Pass { get; private init; }

    /// <summary>Tells it from every other that is out.</summary>
    public AdmissionTicket Ticket { get; private init; }

    public static TargetAdmission Admit(CircuitPass pass, AdmissionTicket ticket) => new() { IsAdmitted = true, Pass = pass, Ticket = ticket };

    public static TargetAdmission Refuse(TargetStatus status) => new() { Status = status };
}
