using System.Globalization;

namespace ProviderRouter.Resilience;

/// <summary>Says why a target is not asked.</summary>
internal static class TargetRefusal
{
    public static string Describe(TargetStatus status) => string.Create(CultureInfo.InvariantCulture, $"{Words(status.Block)} for {Math.Max(0.1, status.OpensIn.TotalSeconds):0.#} s");

    public static string CodeOf(TargetBlock block) =>
        block is TargetBlock.CoolingDown or TargetBlock.CoolingDownUnasked ? ErrorCodes.CoolingDown : ErrorCodes.CircuitOpen;

    private static string Words(TargetBlock block) => block switch
    {
        TargetBlock.CoolingDown => "it asked not to be asked",
        TargetBlock.CoolingDownUnasked => "it had too many requests and is left alone",
        TargetBlock.Probing => "it failed too often, one call tries it now and the others stay away",
        _ => "it failed too often, and its circuit is open",
    };
}
