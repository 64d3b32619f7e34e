using System.Diagnostics;
using ProviderRouter.Fuzzing.Mutation;

namespace ProviderRouter.Fuzzing.Running;

/// <summary>
/// Gives a parser inputs, and holds it to what it promises: only the product's exceptions come out, no input takes long, and none makes it
/// allocate more than its size allows.
/// </summary>
internal sealed class FuzzRun(FuzzParser parser, ulong seed)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(60); // a busy machine may leave a thread alone for a while

    private const long AllocationBase = 2 << 20;
    private const long AllocationFactor = 256;
    private const int MostFailures = 20;
    private const int Samples = 4_096; // inputs between two looks at the memory

    private readonly FuzzResult result = new(parser.Name);
    private readonly Mutator mutator = new();
    private readonly HashSet<string> known = [];
    private readonly Dictionary<FuzzVariant, (long Accepted, long Refused)> turns = parser.Variants.ToDictionary(variant => variant, _ => (0L, 0L));
    private long startedAt;
    private long current = -1;
    private byte[] input = [];

    /// <summary>Runs on a thread of its own, so that an input that never ends is noticed.</summary>
    /// <param name="count">How many inputs.</param>
    public FuzzResult Run(long count)
    {
        Exception? broken = null;
        var thread = new Thread(() =>
        {
            try
            {
                RunAll(count);
            }
            catch (Exception exception)
            {
                broken = exception;
            }
        })
        {
            IsBackground = true,
            Name = parser.Name,
        };
        thread.Start();
        while (!thread.Join(TimeSpan.FromMilliseconds(500)))
        {
            var (index, since) = (Volatile.Read(ref current), Volatile.Read(ref startedAt));
            if (since != 0 && Stopwatch.GetElapsedTime(since) > Endless && index == Volatile.Read(ref current))
            {
                result.Failures.Add(new(parser.Name, VariantOf(index).Name, seed, index, input, "it does not end"));
                return result;
            }
        }

        return broken is null ? result : throw new InvalidOperationException($"The run of {parser.Name} broke.", broken);
    }

    /// <summary>Reads one input, and tells what is wrong; null for nothing.</summary>
    public static (string? Problem, string? Refused, long Allocated, TimeSpan Time) Read(FuzzVariant variant, byte[] input)
    {
        string? problem = null, refused = null;
        var started = Stopwatch.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            variant.ReadAsync(input).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            refused = KindOf(variant, exception);
            problem = refused is null ? Describe(exception) : null;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var time = Stopwatch.GetElapsedTime(started);
        problem ??= allocated > AllocationBase + variant.OwnBytes + (AllocationFactor * input.Length) ? $"it allocates {allocated >> 10} KiB for {input.Length} bytes"
            : time > Limit ? $"it takes {time.TotalSeconds:0.0} s for {input.Length} bytes"
            : null;
        return (problem, refused, allocated, time);
    }

    private static string? KindOf(FuzzVariant variant, Exception exception) => exception switch
    {
        ProviderException { Kind: ErrorKind.Unknown, InnerException: { } fault } when HandlerFaults.IsBare(fault) => null, // a bare exception in the clothes of ours
        ProviderException failure => failure.Kind.ToString(),
        WebhookVerificationException failure => failure.Reason.ToString(),
        InferenceException => exception.GetType().Name,
        ArgumentException when variant.RefusesByArgument => nameof(ArgumentException),
        OperationCanceledException { CancellationToken.IsCancellationRequested: true } => "GivenUp", // by the caller, whose time was over
        _ => null,
    };

    // What was slow for another's sake is not slow again.
    private static (string? Problem, string? Refused, long Allocated, TimeSpan Time) ReadFairly(FuzzVariant variant, byte[] input)
    {
        var read = Read(variant, input);
        return read.Time > Limit ? Read(variant, input) : read;
    }

    // The type and where it came from: what is alike is told once.
    private static string Describe(Exception exception)
    {
        var place = exception.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("ProviderRouter.", StringComparison.Ordinal) && !line.Contains("Fuzzing", StringComparison.Ordinal))?.Trim();
        return $"{exception.GetType().Name} {place}: {exception.Message}";
    }

    private FuzzVariant VariantOf(long index) => parser.Variants[(int)(index % parser.Variants.Count)];

    private void RunAll(long count)
    {
        var started = Stopwatch.GetTimestamp();
        for (long index = 0; index < count && result.Failures.Count < MostFailures; index++)
        {
            var variant = VariantOf(index);
            input = InputOf(variant, index);
            Volatile.Write(ref startedAt, Stopwatch.GetTimestamp());
            Volatile.Write(ref current, index);
            Take(variant, index, ReadFairly(variant, input));
            if (index % Samples == 0)
            {
                result.PeakMemory = Math.Max(result.PeakMemory, GC.GetTotalMemory(forceFullCollection: false));
            }
        }

        Volatile.Write(ref startedAt, 0);
        result.Time = Stopwatch.GetElapsedTime(started);
        result.Idle.AddRange(turns.Where(turn => turn.Value.Accepted == 0 || (turn.Value.Refused == 0 && !turn.Key.TakesAll)).Select(turn => $"{parser.Name}, {turn.Key.Name}"));
    }

    // Each way in gets its seeds as they are first.
    private byte[] InputOf(FuzzVariant variant, long index)
    {
        if (index / parser.Variants.Count is var round && round < variant.Seeds.Count)
        {
            return variant.Seeds[(int)round].Bytes;
        }

        var random = FuzzRandom.For(parser.Name, seed, index);
        return mutator.Create(ref random, variant.Seeds);
    }

    private void Take(FuzzVariant variant, long index, (string? Problem, string? Refused, long Allocated, TimeSpan Time) read)
    {
        result.Inputs++;
        result.MostAllocated = Math.Max(result.MostAllocated, read.Allocated);
        result.Slowest = read.Time > result.Slowest ? read.Time : result.Slowest;
        var (accepted, refused) = turns[variant];
        if (read.Problem is { } problem)
        {
            if (known.Add(problem.Split(':')[0]))
            {
                result.Failures.Add(new(parser.Name, variant.Name, seed, index, Shrink(variant, input, problem), problem));
            }
        }
        else if (read.Refused is { } kind)
        {
            result.Refuse(kind);
            turns[variant] = (accepted, refused + 1);
        }
        else
        {
            result.Accepted++;
            turns[variant] = (accepted + 1, refused);
        }
    }

    // Leaves out whatever the fault does not need.
    private static byte[] Shrink(FuzzVariant variant, byte[] input, string problem)
    {
        var until = Stopwatch.GetTimestamp();
        for (var part = input.Length / 2; part > 0; part /= 2)
        {
            for (var at = 0; at + part <= input.Length && Stopwatch.GetElapsedTime(until) < Limit;)
            {
                byte[] smaller = [.. input.AsSpan(0, at), .. input.AsSpan(at + part)];
                if (Read(variant, smaller).Problem?.Split(':')[0] == problem.Split(':')[0])
                {
                    input = smaller;
                }
                else
                {
                    at += part;
                }
            }
        }

        return input;
    }
}
