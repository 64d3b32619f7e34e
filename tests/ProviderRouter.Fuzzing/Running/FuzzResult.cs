using System.Globalization;

namespace ProviderRouter.Fuzzing.Running;

/// <summary>What became of the inputs of one parser.</summary>
internal sealed class FuzzResult(string parser)
{
    private readonly SortedDictionary<string, long> refused = new(StringComparer.Ordinal);

    public string Parser => parser;

    public long Inputs { get; set; }

    public long Accepted { get; set; }

    public TimeSpan Time { get; set; }

    /// <summary>The most bytes that one input made it allocate.</summary>
    public long MostAllocated { get; set; }

    /// <summary>The most bytes in use between inputs, garbage included.</summary>
    public long PeakMemory { get; set; }

    public TimeSpan Slowest { get; set; }

    public List<FuzzFailure> Failures { get; } = [];

    /// <summary>Refused inputs by why.</summary>
    public IReadOnlyDictionary<string, long> Refused => refused;

    /// <summary>Ways in that took no input, or refused none: what was tried there proved nothing.</summary>
    public List<string> Idle { get; } = [];

    public static string Head =>
        "| parser | inputs | accepted | refused | time | slowest | most for one input | peak memory |\n|---|---:|---:|---|---:|---:|---:|---:|";

    public void Refuse(string kind) => refused[kind] = refused.GetValueOrDefault(kind) + 1;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {parser} | {Inputs} | {Accepted} | {string.Join(", ", refused.Select(kind => $"{kind.Key} {kind.Value}"))} | {Time.TotalSeconds:0.0} s | {Slowest.TotalMilliseconds:0.0} ms | {MostAllocated >> 10} KiB | {PeakMemory >> 20} MiB |");
}
