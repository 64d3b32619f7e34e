using System.Text;

namespace ProviderRouter.Fuzzing.Mutation;

/// <summary>Pieces that mean something to a parser, and pieces that should not come and do.</summary>
internal static class Tokens
{
    /// <summary>JSON values to stand where another stood.</summary>
    public static IReadOnlyList<byte[]> Values { get; } =
    [
        .. Of(
            "null", "true", "false", "0", "-0", "-1", "1", "0.5", "1e999", "-1e999", "1e-999", "2147483648", "9223372036854775807", "9223372036854775808", "18446744073709551616",
            "79228162514264337593543950336", "1E+2", "01", "NaN", "Infinity", "--1", "1.", "\"\"", "\" \"", "\"x\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\udfffb\"", "\"\\u0000\"", "\"\\u0001\"",
            "\"\\u00010\"", "\"\\u00011\"", "\"\\u0001-1\"", "\"\\u00014294967296\"", "\"\u00FC\U0001F600\u4E16\"", "\"1\"", "\"NaN\"", "\"1e999\"", "\"null\"", "\"\\\"\"", "\"\\", "[]", "{}", "[[]]", "[{}]", "[null]", "{\"\":0}", "{\"a\":null}",
            "[0,\"a\",{},[],null,true]", "{\"error\":{\"message\":\"m\",\"code\":429}}", "{\"error\":\"\\ud800\"}", "{\"error\":null}", "{\"\\ud800\":1}", "{\"message\":\"m\",\"status\":500}",
            "\"data:image/png;base64,iVBORw0KGgo=\"", "\"data:;base64,\"", "\"data:image/png,x\"", "\"data:\"", "\"https://example.com/a.png\"", "\"http://[::1\"", "\"//x\"", "\"/a/b\"", "\"file:///etc/passwd\"",
            "\"https://user@example.com/\"", "\"https://\u06FC\u38C4b/a.png\"", "\"AAAA\"", "\"AA=A\"", "\"====\"", "\"2026-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999-14:00\"",
            "\"succeeded\"", "\"failed\"", "\"processing\"", "\"canceled\"", "\"aborted\"", "\"starting\"", "\"COMPLETED\"", "\"IN_QUEUE\"", "\"IN_PROGRESS\"", "\"Ready\"", "\"Pending\"", "\"completed\"", "\"queued\"",
            "\"Request is still in progress\"", "\"stop\"", "\"length\"", "\"tool_calls\"", "\"error\"", "\"data\"", "\"url\"", "\"50%|#####     | 5/10\""),
        [.. "\""u8, 0xFF, .. "\""u8],
        [.. "\""u8, 0xED, 0xA0, 0x80, .. "\""u8],
        [.. "\""u8, 0xC0, 0xAF, .. "\""u8],
        [.. "\""u8, 0xF0, 0x9F, .. "\""u8],
        Encoding.ASCII.GetBytes(new string('9', 400)),
        Encoding.ASCII.GetBytes($"0.{new string('1', 400)}"),
        Nested("[", 63, "]"),
        Nested("[", 65, "]"),
        Nested("[", 3_000, ""),
        Nested("{\"a\":", 63, "}"),
        Nested("{\"error\":", 40, "}"),
        Nested("{\"detail\":[", 31, "]}"),
        Encoding.ASCII.GetBytes($"\"{new string('x', 20_000)}\""),
        Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat("0", 3_000))}]"),
    ];

    /// <summary>Pieces to stand anywhere.</summary>
    public static IReadOnlyList<byte[]> Pieces { get; } =
    [
        .. Of(
            "\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", ":", ": ", ":\n", "data", "data:", "data: ", "data: [DONE]\n\n", "data: {}\n\n", "data: null\n\n", "data: 1\n\n", "data: \"\\ud800\"\n\n",
            "data: {\"error\":{\"message\":\"m\",\"code\":\"rate_limit_exceeded\"}}\n\n", "event: error\n", "event: done\n", "event: output\n", "event: logs\n", "event:", "id: 1\n", "retry: 1\n", "error: {\"code\":500}\n", "{\"error\":\"m\"}\n",
            "{", "}", "[", "]", ",", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\/", "/", "..", "../", "//", "%2e%2e", "%00", "#", "?", "@", ";", "=", "+", " ", "\t", "\0", "\u007F", "\uFEFF", "\u2028", "\u0085", "\u202E", "\uFFFF", "\U0001F600",
            "HTTP 429\n", "HTTP 200\n", "Retry-After: ", "retry-after-ms: ", "Date: ", "Content-Type: text/html\n", "Content-Type: application/json\n", "Content-Type: audio/mpeg\n", "Content-Type: text/event-stream\n",
            "ratelimit: \"api\";r=0;t=55\n", "ratelimit-reset: ", "x-ratelimit-reset: ", "x-ratelimit-reset-tokens: ", "x-ratelimit-remaining-tokens: 0\n", "x-should-retry: true\n", "X-Fal-Retryable: false\n", "X-Fal-Error-Type: x\n",
            "Thu, 01 Jan 2026 00:00:30 GMT", "Thursday, 01-Jan-26 00:00:30 GMT", "Thu Jan  1 00:00:30 2026", "2026-01-01T00:00:12Z", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00+14:00",
            "try again in ", "resets in ~30s", "1m30.5s", "20ms", "6m0s", "NaN", "Infinity", "-1", "1e999", "1e308", "99999999999999999999", "0x10", "1,5", "\u0661",
            "export ", "NAME=", "'", "base64,", ";base64", "data:image/png;base64,", "whsec_", "v1,", "owner/name", "accounts/", "deployments/", "fal-ai/", ":groq", "<script>", "</script>", "<style>", "<", ">"),
        [0xFF], [0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xEF, 0xBB], [0, 0, 0, 0],
    ];

    private static IEnumerable<byte[]> Of(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    private static byte[] Nested(string open, int depth, string close) =>
        Encoding.ASCII.GetBytes($"{string.Concat(Enumerable.Repeat(open, depth))}{(close.Length > 0 ? "1" : "")}{string.Concat(Enumerable.Repeat(close, depth))}");
}
