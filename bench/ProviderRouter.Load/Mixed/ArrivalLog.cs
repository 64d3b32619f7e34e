using System.Globalization;
using System.Text.RegularExpressions;

namespace ProviderRouter.Load.Mixed;

/// <summary>What the emulator saw of each call, fetched from it while calls go on.</summary>
internal sealed partial class ArrivalLog(EmulatorControl control)
{
    private static readonly string[] Providers = ["fireworks-ai", LoadClient.Second, "replicate", "fal-ai"];

    private readonly Dictionary<int, (int First, int Second, int Faulty)> byCall = [];

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
    public Arrivals Of(Call call)
    {
        var (first, second, faulty) = byCall.GetValueOrDefault(call.Number);
        return new(first, second, first + second - (call.Case is { Fault.MayHaveRun: false } ? faulty : 0));
    }

    private void Add(Received request, bool isSecond)
    {
        if (Mark().Match(request.Body) is { Success: true } match && request.Method == "POST")
        {
            var number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            var (first, second, faulty) = byCall.GetValueOrDefault(number);
            byCall[number] = (first + (isSecond ? 0 : 1), second + (isSecond ? 1 : 0), faulty + (request.Fault is null ? 0 : 1));
        }
        else if (request.Fault is not null)
        {
            FaultyReads++;
        }
    }

    [GeneratedRegex("call ([0-9]+);", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
