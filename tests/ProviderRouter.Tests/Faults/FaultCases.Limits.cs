namespace ProviderRouter.Tests.Faults;

/// <summary>What is too large: read no further than the limit, and the connection is closed.</summary>
internal static partial class FaultCases
{
    private const string TooDeep = "JSON of more than 64 levels";

    private static readonly FaultFailure TooLarge = new(ErrorKind.LimitExceeded, AttemptPhase.ReadingAnswer, null, 200);

    private static IReadOnlyList<Fault> Limits =>
    [
        Large("body_over_64_mib", "a body is larger than 64 MiB", static type => Say(FaultHttp.ChunkedHead(type)).Send("5000000\r\n").Repeat(Spaces, 80).Silence()) with
        {
            Chat = FaultVerdict.Error,
        },
        Large("body_declared_over_64_mib", "a body is larger than 64 MiB", static type => Say(FaultHttp.Head(200, $"Content-Type: {type}", $"Content-Length: {100L << 20}")).Send("{").Silence()) with
        {
            Chat = FaultVerdict.Error,
            Embeddings = FaultVerdict.Error,
            Image = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            Poll = FaultVerdict.Error,
        },
        Large("download_declared_over_512_mib", "a file is larger than 512 MiB", static type => Say(FaultHttp.Head(200, $"Content-Type: {type}", $"Content-Length: {600L << 20}")).Send("{").Silence()) with
        {
            Download = FaultVerdict.Error,
        },
        Large("event_over_4_mib", "an event is larger than 4 MiB", static _ => Say(Head200).Send("data: ").Repeat(Filler, 5).Silence()) with { Stream = FaultVerdict.Error },
        Large("stream_over_256_mib", "a stream is longer than 256 MiB", static _ => Say(Head200).Repeat([.. ": "u8, .. Filler[..^4], .. "\n\n"u8], 260).Silence()) with { Stream = FaultVerdict.Error },
        new("error_body_without_end", "an error with an endless text")
        {
            Script = static (_, _) => Say(FaultHttp.Head(400, "Content-Type: text/plain", "Connection: close")).Repeat(Filler, 2).Silence(),
            Failure = FaultFailure.Of(400, ErrorKind.InvalidRequest),
            Chat = FaultVerdict.Error,
            Job = FaultVerdict.Error,
        },
        new("error_body_silent", "an error with an endless text")
        {
            Script = static (_, _) => new FaultScript().PassLimitOf(TimeSpan.FromSeconds(5)).Send(FaultHttp.Head(400, "Content-Type: text/plain", "Content-Length: 100")).Silence(),
            Failure = FaultFailure.Of(400, ErrorKind.InvalidRequest),
            Chat = FaultVerdict.Error,
            Job = FaultVerdict.Error,
        },
        new("error_body_cut", "an error with a text that breaks off")
        {
            Script = static (_, _) => Say(FaultHttp.Head(400, "Content-Type: application/json", "Content-Length: 100")).Send("{\"error\":{\"mess").Reset(),
            Failure = FaultFailure.Of(400, ErrorKind.InvalidRequest),
            Chat = FaultVerdict.Error,
            Job = FaultVerdict.Error,
        },
        new("error_echoes_the_key", "an error that shows the key")
        {
            Script = static (_, _) => Say(FaultHttp.Json($$$"""{"error":{"message":"Incorrect API key provided: {{{FaultScene.KeyOf(0)}}}"}}""", 401)),
            Failure = FaultFailure.Of(401, ErrorKind.Authentication),
            Chat = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            IsTold = false,
        },
        Wrong("too_many_choices", $$"""{"choices":[{{string.Join(',', Enumerable.Repeat("""{"message":{"content":"a"}}""", 200))}}]}""") with
        {
            Words = "more than 128 choices",
            Failure = TooLarge,
            Texts = FaultVerdict.Error,
            Image = null,
            Job = null,
            Poll = null,
            Embeddings = null,
        },
    ];

    private static byte[] Spaces => [.. Enumerable.Repeat((byte)' ', 1 << 20)];

    private static byte[] Filler => [.. Enumerable.Repeat((byte)'x', 1 << 20)];

    private static Fault Large(string name, string words, Func<string, FaultScript> script) => new(name, words)
    {
        Script = (operation, _) => script(operation.ContentType),
        Failure = TooLarge,
    };
}
