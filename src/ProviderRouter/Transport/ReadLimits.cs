using System.Globalization;

namespace ProviderRouter.Transport;

/// <summary>How long and how large a body may be.</summary>
/// <param name="First">The most time until the first bytes.</param>
/// <param name="FirstCode">The error code when that passes.</param>
/// <param name="Idle">The most time between two reads after that.</param>
/// <param name="MaxBytes">The most bytes in all.</param>
internal sealed record ReadLimits(TimeSpan First, string FirstCode, TimeSpan Idle, long MaxBytes)
{
    public const long Body = 64L << 20;
    public const long Events = 256L << 20;
    public const long Download = 512L << 20;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    /// <summary>What is said when a body is longer.</summary>
    public string Exceeded => string.Create(CultureInfo.InvariantCulture, $"the answer is larger than {MaxBytes} bytes");

    /// <summary>The limits for what follows a head that took some of the first one.</summary>
    public ReadLimits After(TimeSpan elapsed) => this with { First = First - elapsed > Shortest ? First - elapsed : Shortest };
}
