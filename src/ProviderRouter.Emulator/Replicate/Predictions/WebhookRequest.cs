namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>Where a prediction's events go, and which of them.</summary>
internal sealed record WebhookRequest(Uri Address, IReadOnlyList<string> Events)
{
    /// <summary>The events there are.</summary>
    public static readonly string[] All = ["start", "output", "logs", "completed"];

    /// <summary>The events of a caller who names none.</summary>
    public static readonly string[] Usual = ["output", "completed"];

    public bool Wants(string name) => Events.Contains(name);
}
