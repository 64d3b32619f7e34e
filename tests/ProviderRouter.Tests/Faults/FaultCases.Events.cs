using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>Streams: before their first content they are judged like an answer, after it they end by an exception that holds the text.</summary>
internal static partial class FaultCases
{
    private const string Midstream = "the stream breaks after its first text";
    private const string Harmless = "odd but lawful event streams";
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(40);

    private static string Head200 => FaultHttp.OpenHead(FaultHttp.Events);

    private static IReadOnlyList<Fault> Events =>
    [
        // Nothing was given out yet.
        Before("stream_without_events", Say(Head200).Close(), FaultFailure.Wrong with { Kind = ErrorKind.StreamInterrupted }, FaultVerdict.OnceMoreThenNext) with { Words = Broken },
        Before("stream_reset_before_events", Say(Head200).Reset(), FaultFailure.Cut, FaultVerdict.OnceMoreThenNext) with { Words = Broken },
        Before("stream_of_comments", Say(Head200 + ": keep-alive\n\n: keep-alive\n\n").Close(), FaultFailure.Wrong with { Kind = ErrorKind.StreamInterrupted }, FaultVerdict.OnceMoreThenNext) with { Words = Broken },
        Before("stream_cut_in_first_event", Say(Head200 + "data: {\"choices\":[{\"del").Close(), FaultFailure.Wrong with { Kind = ErrorKind.StreamInterrupted }, FaultVerdict.OnceMoreThenNext) with { Words = Broken },
        Before("stream_silent", Say(Head200).PassWhileRead(Minute).Silence(), FaultFailure.Cut with { Kind = ErrorKind.Timeout, Code = ErrorCodes.FirstEventTimeout }, FaultVerdict.OnceMoreThenNext) with { Words = "the answer falls silent" },
        Before("stream_of_html", Say(FaultHttp.Whole(200, "text/html", "<html>Welcome</html>"u8.ToArray())), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_event_no_json", Say(Head200 + FaultHttp.Event("hello")).Close(), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_event_surrogate", Say(Head200 + FaultHttp.Text("\\ud800")).Close(), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_event_not_utf8", Say(Head200).Send(Encoding.Latin1.GetBytes(FaultHttp.Text("\u00e9"))).Close(), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_event_depth_bomb", Say(Head200 + FaultHttp.Event("{\"a\":" + new string('[', 100_000))).Close(), TooLarge, FaultVerdict.Error) with { Words = TooDeep },
        Before("stream_of_an_end_mark", Say(Head200 + FaultHttp.Event("[DONE]")).Close(), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_tool_call_index_128", Tool("128"), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_tool_call_index_negative", Tool("-1"), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_tool_call_index_huge", Tool("2147483647"), FaultFailure.Wrong, FaultVerdict.Next) with { Words = NoAnswer },
        Before("stream_error_first", FirstError("""{"error":{"message":"crashed"}}"""), FaultFailure.Of(500, ErrorKind.Unavailable) with { Status = 200 }, FaultVerdict.AgainThenNext),
        Before("stream_rate_limit_first", FirstError("""{"error":{"message":"slow down","code":429}}"""), FaultFailure.Of(429, ErrorKind.RateLimited), FaultVerdict.AgainThenNext) with { Words = "a rate limit comes with status 200" },
        Before("stream_refusal_first", FirstError("""{"error":{"message":"no","code":400}}"""), FaultFailure.Of(400, ErrorKind.InvalidRequest), FaultVerdict.Error) with { Words = "a refusal comes with status 200" },
        Before("stream_error_event_first", Say(Head200 + "event: error\ndata: {\"message\":\"crashed\"}\n\n" + FaultHttp.Event("[DONE]")).Close(), FaultFailure.Of(500, ErrorKind.Unavailable) with { Status = 200 }, FaultVerdict.AgainThenNext),
        Before("stream_error_as_json", Say(FaultHttp.Json("""{"error":{"message":"crashed"}}""")), FaultFailure.Of(500, ErrorKind.Unavailable) with { Status = 200 }, FaultVerdict.AgainThenNext),

        // Something was.
        After("stream_reset_midway", Heard().Reset(), ErrorCodes.Reset),
        After("stream_closed_midway", Heard().Close(), null),
        After("stream_chunk_cut_midway", Say(FaultHttp.ChunkedHead(FaultHttp.Events)).Send(FaultHttp.Chunk(FaultHttp.Text("hello"))).UntilHeard().Send("ff\r\nda").Close(), ErrorCodes.Reset),
        After("stream_silent_midway", Heard().PassWhileRead(Idle).Silence(), ErrorCodes.IdleTimeout),
        After("stream_cut_in_an_event", Heard().Send("data: {\"choices\":[{\"delta\":{\"content\":\" the").Close(), null),
        After("stream_cut_in_a_code_point", Heard().Send((byte[])[.. "data: {\"choices\":[{\"delta\":{\"content\":\""u8, 0xF0, 0x9F]).Close(), null),
        After("stream_no_json_midway", Heard().Send(FaultHttp.Event("nonsense")).Silence(), null),
        After("stream_error_midway", Heard().Send(FaultHttp.Event("""{"error":{"message":"crashed"}}""") + FaultHttp.Event("[DONE]")).Close(), null),
        After("stream_error_event_midway", Heard().Send("event: error\ndata: {\"message\":\"crashed\",\"code\":\"boom\"}\n\n" + FaultHttp.Event("[DONE]")).Close(), "boom"),
        After("stream_finish_reason_error", Heard().Send(FaultHttp.Delta("{}", "error") + FaultHttp.Event("[DONE]")).Close(), null),
        After("stream_event_too_large", Heard().Repeat(new byte[1 << 20], 5).Silence(), null),
        After("stream_tool_call_index_midway", Heard().Send(FaultHttp.Delta("""{"tool_calls":[{"index":500,"id":"x","function":{"name":"f","arguments":""}}]}""")).Silence(), null),
        After("stream_call_ends_midway", Heard().Pass(TimeSpan.FromMinutes(10)).Silence(), ErrorCodes.CallTimeout) with
        {
            Words = "the call's time ends after the first text",
            Stream = FaultVerdict.Error,
            Failure = new(ErrorKind.Timeout, AttemptPhase.Delivering, ErrorCodes.CallTimeout, 200),
        },

        // Lawful, if odd.
        Lawful("stream_crlf", static text => text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        Lawful("stream_cr", static text => text.Replace("\n", "\r", StringComparison.Ordinal)),
        Lawful("stream_bom", static text => "\uFEFF" + text),
        Lawful("stream_no_space", static text => text.Replace("data: ", "data:", StringComparison.Ordinal)),
        Lawful("stream_comments_between", static text => text.Replace("\n\n", "\n\n: ping\n\n\n", StringComparison.Ordinal)),
        Lawful("stream_pings_between", static text => text.Replace("\n\n", "\n\nevent: ping\ndata: {}\n\n", StringComparison.Ordinal)),
        Lawful("stream_ids_and_retries", static text => "id: 1\nretry: 100\n" + text),
        Lawful("stream_without_end_mark", static text => text.Replace(FaultHttp.Event("[DONE]"), "", StringComparison.Ordinal)),
        Lawful("stream_without_last_line_break", static text => text.TrimEnd('\n')),
        Lawful("stream_several_data_lines", static text => text.Replace(",\"choices\"", ",\ndata: \"choices\"", StringComparison.Ordinal)),
        Lawful("stream_more_after_the_end", static text => text + FaultHttp.Event("nonsense")),
        new("stream_as_json", "plain JSON comes where a stream was asked for")
        {
            Script = static (_, server) => FaultOperations.Chat.Good(server),
            Stream = FaultVerdict.Answered,
        },
    ];

    private static FaultScript Heard() => Say(Head200 + FaultHttp.Text("hello")).UntilHeard();

    private static FaultScript FirstError(string error) => Say(Head200 + FaultHttp.Event(error) + FaultHttp.Event("[DONE]")).Close();

    private static FaultScript Tool(string index) => Say(
        Head200 + FaultHttp.Delta($$$"""{"tool_calls":[{"index":{{{index}}},"id":"x","function":{"name":"f","arguments":"{}"}}]}""", "tool_calls") + FaultHttp.Event("[DONE]")).Close();

    private static Fault Before(string name, FaultScript script, FaultFailure failure, FaultVerdict verdict) => new(name, "an error comes with status 200")
    {
        Script = (_, _) => script,
        Failure = failure,
        Stream = verdict,
    };

    private static Fault After(string name, FaultScript script, string? code) => new(name, Midstream)
    {
        Script = (_, _) => script,
        Failure = FaultFailure.Broken(code),
        Stream = FaultVerdict.ErrorWithText,
    };

    private static Fault Lawful(string name, Func<string, string> change) => new(name, Harmless)
    {
        Script = (operation, server) => Say(Head200).Send(change(Encoding.UTF8.GetString(operation.Body(server)))).Close(),
        Stream = FaultVerdict.Answered,
    };
}
