using System.Globalization;
using System.Text.RegularExpressions;

namespace ProviderRouter.Load.Mixed;

/// <summary>What the emulator saw of each call, fetched from it while calls go on.</summary>
internal sealed partial class ArrivalLog(EmulatorControl control)
{
    private static readonly string[] Providers = ["fireworks-ai", LoadClient.Second, "replicate", "fal-ai"];

    private readonly Dictionary<int, Arrivals> byCall = [];

    /// <summary>How many polls and downloads met a fault.</summary>
    public int FaultyReads { get; private set; }

    public async Task FetchAsync()
    {
        foreach (var provider in Providers)
        {
            foreach (var request in await control.TakeRequestsAsync(provider))
            {
                Add(request, isSecond: provider is LoadClient.Second or "fal-ai");
            }
        }
    }

    /// <summary>What was seen of a call.</summary>
    public Arrivals Of(Call call) => byCall.GetValueOrDefault(call.Number) ?? Arrivals.None;

    private void Add(Received request, bool isSecond)
    {
        if (Mark().Match(request.Body) is { Success: true } match && request.Method == "POST")
        {
            var number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            if (!byCall.TryGetValue(number, out var seen))
            {
                byCall[number] = seen = new();
            }

            (isSecond ? seen.Second : seen.First).Add(request.At);
            seen.Faulty += request.Fault is null ? 0 : 1;
        }
        else if (request.Fault is not null)
        {
            FaultyReads++;
        }
    }

    [GeneratedRegex("call ([0-9]+);", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
