using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>The answer is accepted, and its body is cut or is none, before anything is given to the caller: P3.</summary>
internal static partial class FaultCases
{
    private const string Broken = "the answer breaks off";
    private const string NoAnswer = "the answer is whole, and no answer";

    private static IReadOnlyList<Fault> Bodies =>
    [
        Cut("body_shorter_than_declared", static (type, body) => Say(FaultHttp.Head(200, $"Content-Type: {type}", $"Content-Length: {body.Length + 10}")).Send(body).Close()),
        Cut("body_reset", static (type, body) => Say(FaultHttp.Head(200, $"Content-Type: {type}", $"Content-Length: {body.Length}")).Send(body.AsMemory(..^9)).Reset()),
        Cut("body_without_any_byte", static (type, body) => Say(FaultHttp.Head(200, $"Content-Type: {type}", $"Content-Length: {body.Length}")).Close()),
        Cut("chunk_cut", static (type, body) => Say(FaultHttp.ChunkedHead(type)).Send(FaultHttp.Chunk(body).AsMemory(0, body.Length - 5)).Close()),
        Cut("chunk_size_is_no_number", static (type, body) => Say(FaultHttp.ChunkedHead(type)).Send(FaultHttp.Chunk(body[..9])).Send("zz\r\n").Close()),
        Cut("chunk_longer_than_its_size", static (type, body) => Say(FaultHttp.ChunkedHead(type)).Send("3\r\n").Send(body).Close()),
        Cut("chunk_size_overflows", static (type, body) => Say(FaultHttp.ChunkedHead(type)).Send("fffffffffffffffff\r\n").Send(body).Close()),
        Cut("chunks_without_the_last", static (type, body) => Say(FaultHttp.ChunkedHead(type)).Send(FaultHttp.Chunk(body)).Close()) with
        {
            Words = "the mark of the last chunk is missing",
            Stream = FaultVerdict.Answered,
        },
        new("body_longer_than_declared", Broken)
        {
            Script = static (operation, server) => Say(FaultHttp.Head(200, "Content-Type: application/json", "Content-Length: 20")).Send(operation.Body(server)).Close(),
            Failure = FaultFailure.Wrong,
            Chat = FaultVerdict.OnceMoreThenNext,
            Embeddings = FaultVerdict.OnceMoreThenNext,
            Image = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            Poll = FaultVerdict.Again,
        },
        Cut("json_ends_early", static (type, body) => Say(FaultHttp.Whole(200, type, body[..^4]))) with
        {
            Failure = FaultFailure.Wrong,
            Download = null,
        },
        Cut("body_silent", static (type, body) => Say(FaultHttp.Head(200, $"Content-Type: {type}", $"Content-Length: {body.Length}")).Send(body.AsMemory(..^9)).PassWhileRead(TimeSpan.FromSeconds(40)).Silence()) with
        {
            Words = "the answer falls silent",
            Failure = FaultFailure.Cut with { Kind = ErrorKind.Timeout, Code = ErrorCodes.IdleTimeout },
            Download = null,
        },
        new("dripping", "the answer comes byte by byte")
        {
            Script = static (operation, server) => new FaultScript().Drip(FaultHttp.Whole(200, operation.ContentType, operation.Body(server))),
            Generates = FaultVerdict.Answered,
            Job = FaultVerdict.Answered,
            Reads = FaultVerdict.Answered,
        },
        new("in_chunks_of_a_byte", "the answer comes byte by byte")
        {
            Script = static (operation, server) => Say(FaultHttp.ChunkedHead(operation.ContentType))
                .Send([.. operation.Body(server).Select(static each => new ReadOnlyMemory<byte>(FaultHttp.Chunk([each])))])
                .Send("0\r\n\r\n"),
            Generates = FaultVerdict.Answered,
            Job = FaultVerdict.Answered,
            Reads = FaultVerdict.Answered,
        },
        new("ends_with_the_connection", "the answer has no length and ends with the connection")
        {
            Script = static (operation, server) => Say(FaultHttp.OpenHead(operation.ContentType)).Send(operation.Body(server)).Close(),
            Generates = FaultVerdict.Answered,
            Job = FaultVerdict.Answered,
            Reads = FaultVerdict.Answered,
        },
        Wrong("html", "<html><body>Welcome</body></html>", "text/html"),
        Wrong("html_as_json", "<html><body>Welcome</body></html>"),
        Wrong("plain_text", "Service is starting", "text/plain") with { Stream = null },
        Wrong("json_null", "null"),
        Wrong("json_text", "\"ok\""),
        Wrong("json_list", "[]"),
        Wrong("json_of_something_else", """{"status":"ok"}""") with { Poll = null },
        Wrong("no_choices", """{"choices":[],"data":[]}""") with { Poll = null },
        Wrong("json_and_more", """{"choices":[{"message":{"content":"a"}}],"data":[],"id":"p1","request_id":"q1"} trailing"""),
        Wrong("lone_surrogate", """{"choices":[{"message":{"content":"\ud800"}}],"data":[{"url":"\ud800"}],"id":"\ud800","request_id":"\ud800","status":"\ud800"}""") with { Poll = null },
        Wrong("not_utf8", "{\"choices\":[{\"message\":{\"content\":\"\u00e9\"}}],\"data\":[{\"url\":\"\u00e9\"}],\"id\":\"\u00e9\",\"request_id\":\"\u00e9\",\"status\":\"\u00e9\"}", encoding: Encoding.Latin1) with { Poll = null },
        Deep("depth_bomb", "{\"a\":" + new string('[', 100_000)),
        Deep("object_depth_bomb", string.Concat(Enumerable.Repeat("{\"a\":", 50_000))),
        Wrong("packed_bomb", "", "application/json") with
        {
            Words = "a packed answer, though none was asked for",
            Script = static (_, _) => Say(FaultHttp.Whole(200, "application/json", FaultHttp.Bomb, "Content-Encoding: gzip")),
        },
        new("empty_body", "the answer is empty")
        {
            Script = static (_, _) => Say(FaultHttp.Json("")),
            Failure = FaultFailure.Wrong,
            Chat = FaultVerdict.OnceMoreThenNext,
            Embeddings = FaultVerdict.OnceMoreThenNext,
            Image = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            Poll = FaultVerdict.Again,
        },
        new("no_content", "the answer is empty")
        {
            Script = static (_, _) => Say(FaultHttp.Head(204)),
            Failure = FaultFailure.Wrong with { Status = 204 },
            Chat = FaultVerdict.OnceMoreThenNext,
            Embeddings = FaultVerdict.OnceMoreThenNext,
            Image = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            Poll = FaultVerdict.Again,
        },
        Inside("error_in_an_answer", "an error comes with status 200", """{"error":{"message":"the model crashed"}}""", FaultFailure.Of(500, ErrorKind.Unavailable) with { Status = 200 }) with
        {
            Texts = FaultVerdict.AgainThenNext,
            Image = FaultVerdict.Error,
            Job = FaultVerdict.Error,
            Poll = null,
        },
        Inside("rate_limit_in_an_answer", "a rate limit comes with status 200", """{"error":{"message":"slow down","code":429}}""", FaultFailure.Of(429, ErrorKind.RateLimited)) with
        {
            Generates = FaultVerdict.AgainThenNext,
            Job = FaultVerdict.AgainThenNext,
        },
        Inside("refusal_in_an_answer", "a refusal comes with status 200", """{"error":{"message":"no","code":400}}""", FaultFailure.Of(400, ErrorKind.InvalidRequest)) with
        {
            Generates = FaultVerdict.Error,
            Job = FaultVerdict.Error,
        },
    ];

    private static Fault Cut(string name, Func<string, byte[], FaultScript> script) => new(name, Broken)
    {
        Script = (operation, server) => script(operation.ContentType, operation.Body(server)),
        Failure = FaultFailure.Cut,
        Chat = FaultVerdict.OnceMoreThenNext,
        Embeddings = FaultVerdict.OnceMoreThenNext,
        Image = FaultVerdict.Error,
        Job = FaultVerdict.Error,
        Reads = FaultVerdict.Again,
    };

    private static Fault Wrong(string name, string body, string type = "application/json", Encoding? encoding = null) => new(name, NoAnswer)
    {
        Script = (_, _) => Say(FaultHttp.Whole(200, type, (encoding ?? Encoding.UTF8).GetBytes(body))),
        Failure = FaultFailure.Wrong,
        Texts = FaultVerdict.Next,
        Image = FaultVerdict.Error,
        Job = FaultVerdict.Error,
        Poll = FaultVerdict.Error,
    };

    private static Fault Deep(string name, string body) => Wrong(name, body) with { Words = TooDeep, Failure = TooLarge, Texts = FaultVerdict.Error };

    private static Fault Inside(string name, string words, string body, FaultFailure failure) => new(name, words)
    {
        Script = (_, _) => Say(FaultHttp.Json(body)),
        Failure = failure,
    };
}
