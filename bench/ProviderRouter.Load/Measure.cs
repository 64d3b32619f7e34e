namespace ProviderRouter.Load;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Required">What it has to be; empty for a figure that is only stated.</param>
/// <param name="Seen">What it was.</param>
/// <param name="IsOk">Whether it was as required; null for a figure that is only stated.</param>
internal sealed record Measure(string What, string Required, string Seen, bool? IsOk)
{
    public static Measure Check(string what, string required, string seen, bool isOk) => new(what, required, seen, isOk);

    public static Measure Count(string what, long required, long seen) => new(what, $"{required:N0}", $"{seen:N0}", seen == required);

    public static Measure AtMost(string what, double most, double seen, string unit = "") =>
        new(what, $"<= {most:0.##}{unit}", $"{seen:0.##}{unit}", seen <= most);

    public static Measure State(string what, string seen) => new(what, "", seen, null);
}
