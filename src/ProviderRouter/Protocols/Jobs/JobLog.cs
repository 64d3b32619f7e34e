using System.Globalization;
using System.Text.RegularExpressions;

namespace ProviderRouter.Protocols.Jobs;

/// <summary>Reads what a job's log tells beside its words.</summary>
internal static partial class JobLog
{
    /// <summary>How much of the work is done, from 0 to 1: denoising loops print their progress, and the last line that does counts.</summary>
    public static double? FractionOf(IReadOnlyList<string> lines)
    {
        for (var index = lines.Count - 1; index >= 0; index--)
        {
            if (ProgressLine().Match(lines[index]) is { Success: true } match)
            {
                return Math.Min(1, int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 100d);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^\s*([0-9]{1,3})%\s*\|.+?\|\s*[0-9]+/[0-9]+")]
    private static partial Regex ProgressLine();
}
