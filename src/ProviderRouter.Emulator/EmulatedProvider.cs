using System.Collections.Frozen;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator;

/// <summary>One provider inside a <see cref="ProviderEmulator"/>: where it listens, what it received, and how it is to misbehave.</summary>
public sealed class EmulatedProvider
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedRequest> _requests = [];
    private readonly List<EmulatedFault> _faults = [];
    private TaskCompletionSource _resumed = NewResumed();
    private int _open;

    internal EmulatedProvider(Protocol protocol, Uri root, EmulatorOptions options)
    {
        Protocol = protocol;
        BaseAddress = new Uri(root, protocol.BasePath);
        Addresses = protocol.Addresses.ToFrozenDictionary(entry => entry.Key, entry => new Uri(root, entry.Value));
        Latency = options.Latency;
        TokenDelay = options.TokenDelay;
    }

    internal Protocol Protocol { get; }

    /// <summary>The provider's name, also the first segment of its paths.</summary>
    public string Name => Protocol.Name;

    /// <summary>What a client sets as base address in place of the real one; ends with a slash.</summary>
    public Uri BaseAddress { get; }

    /// <summary>
    /// The further addresses of a provider that has several hosts, each ending with a slash: fal's <c>queue</c>, <c>rest</c> and <c>cdn</c>.
    /// Empty for a provider with one host.
    /// </summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; }

    /// <summary>The only key the provider accepts. It is made up and opens nothing else.</summary>
    public string ApiKey => Protocol.ApiKey;

    /// <summary>The wait before each answer.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The wait between two events of a stream.</summary>
    public TimeSpan TokenDelay { get; set; }

    /// <summary>How many requests are being served now. It falls when a client's cancellation reaches the server.</summary>
    public int OpenRequests => Volatile.Read(ref _open);

    /// <summary>A snapshot of everything received since the start or the last <see cref="ClearRequests"/>, oldest first.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Forgets the received requests.</summary>
    public void ClearRequests()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    /// <summary>Forgets the received requests, and gives back what is forgotten, oldest first.</summary>
    internal IReadOnlyList<ReceivedRequest> TakeRequests()
    {
        lock (_gate)
        {
            ReceivedRequest[] taken = [.. _requests];
            _requests.Clear();
            return taken;
        }
    }

    /// <summary>Adds a fault; faults are used up in order, at most one per request.</summary>
    /// <param name="fault">What shall go wrong.</param>
    public void EnqueueFault(EmulatedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>Takes back the faults that no request has met yet.</summary>
    public void ClearFaults()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Lets every answer go on that <see cref="EmulatedFault.PauseAfter"/> keeps silent now; those that fall silent later wait for the next call.</summary>
    public void Resume() => Interlocked.Exchange(ref _resumed, NewResumed()).SetResult();

    internal Task Resumed => Volatile.Read(ref _resumed).Task;

    internal int WaitingFaults
    {
        get
        {
            lock (_gate)
            {
                return _faults.Count;
            }
        }
    }

    internal EmulatedFault? Begin(ReceivedRequest request)
    {
        Interlocked.Increment(ref _open);
        lock (_gate)
        {
            var at = _faults.FindIndex(fault => fault.Meets(request));
            var taken = at < 0 ? null : _faults[at];
            _requests.Add(taken is null ? request : request with { Fault = taken });
            if (taken is { Times: > 1 })
            {
                _faults[at] = taken with { Times = taken.Times - 1 };
            }
            else if (taken is not null)
            {
                _faults.RemoveAt(at);
            }

            return taken;
        }
    }

    internal void End() => Interlocked.Decrement(ref _open);

    private static TaskCompletionSource NewResumed() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
