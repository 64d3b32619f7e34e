namespace ProviderRouter.Tests.Faults;

/// <summary>The request may have left, and no whole head comes: P1.</summary>
internal static partial class FaultCases
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private static IReadOnlyList<Fault> Heads =>
    [
        Lost("reset_at_first_byte", null) with { Reception = FaultReceptions.Reset, Requests = 0 },
        Lost("closed_on_accept", null) with { Reception = FaultReceptions.Close, Requests = 0 },
        Lost("reset_before_head", new FaultScript().Reset()) with { Poll = FaultVerdict.Again, Download = FaultVerdict.Again },
        Lost("closed_before_head", new FaultScript().Close()) with { Poll = FaultVerdict.Again, Download = FaultVerdict.Again },
        Lost("half_closed_before_head", new FaultScript().HalfClose()) with { Poll = FaultVerdict.Again, Download = FaultVerdict.Again },
        Lost("reset_unread", new FaultScript { ReadsBody = false }.Reset()),
        Lost("reset_in_status_line", Say("HTTP/1.1 2").Reset()) with { Poll = FaultVerdict.Again, Download = FaultVerdict.Again },
        Lost("closed_in_status_line", Say("HTTP/1.1 2").Close()) with { Poll = FaultVerdict.Again, Download = FaultVerdict.Again },
        Lost("closed_in_header", Say(FaultHttp.Start(200, "Content-Type: application/json") + "Content-Le").Close()) with { Poll = FaultVerdict.Again, Download = FaultVerdict.Again },
        Lost("closed_before_blank_line", Say(FaultHttp.Start(200, "Content-Length: 2")).Close()) with { Poll = FaultVerdict.Again, Download = FaultVerdict.Again },
        new("silent_before_head", "no answer comes in time")
        {
            Script = static (_, _) => new FaultScript().Pass(Minute).Silence(),
            Failure = new(ErrorKind.Timeout, AttemptPhase.AwaitingHead, ErrorCodes.FirstEventTimeout),
            Stream = FaultVerdict.AgainThenNext,
        },
        new("silent_before_head_of_submit", "no answer comes in time")
        {
            Script = static (_, _) => new FaultScript().Pass(Minute).Silence(),
            Failure = new(ErrorKind.Timeout, AttemptPhase.AwaitingHead, ErrorCodes.AttemptTimeout),
            Job = FaultVerdict.Error,
        },
        new("silent_before_head_of_poll", "no answer comes in time")
        {
            Script = static (_, _) => new FaultScript().Pass(TimeSpan.FromSeconds(30)).Silence(),
            Failure = new(ErrorKind.Timeout, AttemptPhase.AwaitingHead, ErrorCodes.AttemptTimeout),
            Poll = FaultVerdict.Again,
        },
        new("silent_until_call_ends", "no answer comes in time")
        {
            Script = static (_, _) => new FaultScript().Pass(TimeSpan.FromMinutes(30)).Silence(),
            Failure = new(ErrorKind.Timeout, AttemptPhase.AwaitingHead, ErrorCodes.CallTimeout),
            Chat = FaultVerdict.Error,
            Embeddings = FaultVerdict.Error,
            Image = FaultVerdict.Error,
        },
        new("never_accepted", "no answer comes in time")
        {
            Listening = FaultListening.Ignoring,
            Failure = new(ErrorKind.Timeout, AttemptPhase.AwaitingHead, ErrorCodes.FirstEventTimeout),
            Stream = FaultVerdict.AgainThenNext,
            IsTimed = true,
            Options = static options => options.FirstEventTimeout = TimeSpan.FromMilliseconds(150),
            Requests = 0,
        },
        Malformed("bad_status_line", Say("HELLO WORLD\r\n\r\n").Close()),
        Malformed("bad_status_code", Say("HTTP/1.1 2x0 OK\r\n\r\n").Close()),
        Malformed("no_head_at_all", Say("""{"choices":[]}""" + "\r\n\r\n").Close()),
        Malformed("bad_header_line", Say("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n").Close()),
        Malformed("tls_bytes_to_plain", Say(new byte[] { 21, 3, 3, 0, 2, 2, 40, 13, 10, 13, 10 }).Close()),
        new("head_too_large", "the answer's head is larger than 64 KiB")
        {
            Script = static (_, _) => Say(FaultHttp.Start(200)).Repeat([.. "X-Filler: "u8, .. Enumerable.Repeat((byte)'x', 1000), .. "\r\n"u8], 100).Silence(),
            Failure = new(ErrorKind.LimitExceeded, AttemptPhase.AwaitingHead),
            Texts = FaultVerdict.Next,
            Image = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            Reads = FaultVerdict.Error,
        },
        Early("early_continue", FaultHttp.Head(100)),
        Early("early_hints", FaultHttp.Head(103, "Link: </style.css>; rel=preload") + FaultHttp.Head(102) + FaultHttp.Head(103, "X-Any: y")),
    ];

    private static Fault Lost(string name, FaultScript? script) => new(name, "the connection breaks before an answer")
    {
        Script = (operation, server) => script ?? operation.Good(server),
        Failure = FaultFailure.Lost,
        Texts = FaultVerdict.AgainThenNext,
        Image = FaultVerdict.Error,
        Job = FaultVerdict.Error,
    };

    private static Fault Malformed(string name, FaultScript script) => new(name, "what comes is not HTTP")
    {
        Script = (_, _) => script,
        Failure = new(ErrorKind.BadResponse, AttemptPhase.AwaitingHead),
        Texts = FaultVerdict.Next,
        Image = FaultVerdict.Error,
        Job = FaultVerdict.Error,
        Reads = FaultVerdict.Error,
    };

    private static Fault Early(string name, string head) => new(name, "interim answers (1xx) come first")
    {
        Script = (operation, server) => Say(head).Send(FaultHttp.Whole(200, operation.ContentType, operation.Body(server))),
        Generates = FaultVerdict.Answered,
        Job = FaultVerdict.Answered,
        Reads = FaultVerdict.Answered,
    };
}
