namespace ProviderRouter.Emulator;

/// <summary>
/// A misbehaviour for one coming request, or for several, handed to <see cref="EmulatedProvider.EnqueueFault"/>.
/// Faults act before the provider's own checks, so they need no valid key or body.
/// </summary>
public sealed record EmulatedFault
{
    private EmulatedFault(FaultKind kind) => Kind = kind;

    internal FaultKind Kind { get; }

    internal int StatusCode { get; private init; }

    internal string? Body { get; private init; }

    internal IReadOnlyList<(string Name, string Value)> Headers { get; private init; } = [];

    internal int Events { get; private init; }

    internal bool AbortsConnection { get; private init; }

    internal TimeSpan Delay { get; private init; }

    internal bool Meets(ReceivedRequest request) =>
        (PathContains is not { } path || request.Path.Contains(path, StringComparison.OrdinalIgnoreCase))
        && (BodyContains is not { } body || request.Body.Contains(body, StringComparison.Ordinal));

    /// <summary>If set, the fault waits for a request whose path contains this text; others pass unharmed.</summary>
    public string? PathContains { get; init; }

    /// <summary>If set, the fault waits for a request whose body contains this text, in just this case; others pass unharmed.</summary>
    public string? BodyContains { get; init; }

    /// <summary>How many requests the fault meets before it is used up; at least 1.</summary>
    /// <value>Default: 1.</value>
    public int Times
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }

    = 1;

    /// <summary>Answers with an error status.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body; by default an error in the provider's own shape.</param>
    /// <param name="headers">More response headers, such as <c>Retry-After</c>.</param>
    /// <returns>The fault.</returns>
    public static EmulatedFault Status(int status, string? body = null, params (string Name, string Value)[] headers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new(FaultKind.Status) { StatusCode = status, Body = body, Headers = headers };
    }

    /// <summary>Answers 503 as hf-inference does while a cold model is being loaded.</summary>
    /// <param name="model">The model named in the message.</param>
    /// <param name="estimatedTime">The wait the server announces.</param>
    /// <returns>The fault.</returns>
    public static EmulatedFault ModelLoading(string model, TimeSpan estimatedTime)
    {
        var body = new System.Text.Json.Nodes.JsonObject
        {
            ["error"] = $"Model {model} is currently loading",
            ["estimated_time"] = estimatedTime.TotalSeconds,
        };
        return Status(503, body.ToJsonString());
    }

    /// <summary>Never answers: the request stays open until the client gives up or the emulator stops.</summary>
    /// <returns>The fault.</returns>
    public static EmulatedFault Hang() => new(FaultKind.Hang);

    /// <summary>Breaks the connection without an answer.</summary>
    /// <returns>The fault.</returns>
    public static EmulatedFault Reset() => new(FaultKind.Reset);

    /// <summary>
    /// Ends an event stream early, without its end marker. An answer that is no event stream is broken off in the middle of its body.
    /// </summary>
    /// <param name="events">How many events are still sent.</param>
    /// <param name="abort">Whether the connection breaks (<see langword="true"/>) or the response ends as if it were complete.</param>
    /// <returns>The fault.</returns>
    public static EmulatedFault CutAfter(int events, bool abort = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return new(FaultKind.Cut) { Events = events, AbortsConnection = abort };
    }

    /// <summary>Sends an error event in the provider's stream format after some events, then ends the stream.</summary>
    /// <param name="events">How many events precede the error.</param>
    /// <returns>The fault.</returns>
    public static EmulatedFault ErrorAfter(int events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return new(FaultKind.StreamError) { Events = events };
    }

    /// <summary>
    /// Goes silent after some events of a stream, until <see cref="EmulatedProvider.Resume"/> or until the client gives up. An answer that is no
    /// event stream goes silent in the middle of its body.
    /// </summary>
    /// <param name="events">How many events precede the silence.</param>
    /// <returns>The fault.</returns>
    public static EmulatedFault PauseAfter(int events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        return new(FaultKind.Pause) { Events = events };
    }

    /// <summary>Answers correctly, but later, on top of the provider's latency.</summary>
    /// <param name="delay">The additional wait before the answer.</param>
    /// <returns>The fault.</returns>
    public static EmulatedFault Slow(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new(FaultKind.Slow) { Delay = delay };
    }
}

internal enum FaultKind
{
    Status,
    Hang,
    Reset,
    Cut,
    StreamError,
    Pause,
    Slow,
}
