using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ProviderRouter.Benchmarks.Floors;

namespace ProviderRouter.Benchmarks.Canned;

/// <summary>Conversations, an answer, a stream.</summary>
internal static class ChatSamples
{
    public const int Chunks = 500;
    public const string Short = "3 messages";
    public const string Long = "50 KB";
    public const int MaxTokens = 256;
    public const double Temperature = 0.7;

    private static readonly string[] Words = [" the", " harbour", " light", " of", " a", " quiet", " evening", ",", " and", " salt", " \"sea\"", " in", " winter", " turns", " slowly", " to", " grey", ".", "\n", " Then"];

    /// <summary>The messages, as role and text.</summary>
    public static FloorMessage[] Conversation(string name)
    {
        FloorMessage[] three =
        [
            new("system", "You are a helpful assistant who answers in one sentence."),
            new("user", "Why is the sea salty?"),
            new("user", "And why are lakes \"fresh\"?"),
        ];
        var turn = string.Concat(Enumerable.Repeat("Rivers carry salts from the rocks to the sea, where they stay when the water rises again. ", 11));
        return name == Short ? three : [three[0], .. Enumerable.Range(0, 50).Select(index => new FloorMessage(index % 2 == 0 ? "user" : "assistant", turn)), three[1]];
    }

    public static ChatRequest Request(IEnumerable<FloorMessage> messages) => new()
    {
        Model = CannedRouter.Model,
        Messages = [.. messages.Select(message => new ChatMessage { Role = new(message.Role), Parts = [new ChatTextPart(message.Content)] })],
        MaxOutputTokens = MaxTokens,
        Temperature = Temperature,
    };

    public static byte[] Answer() => Encoding.UTF8.GetBytes($$$"""
        {"id":"chatcmpl-7f3a0c1e5b2d","object":"chat.completion","created":1760000000,"model":"{{{CannedRouter.WireModel}}}","choices":[{"index":0,"message":{"role":"assistant","content":{{{Text()}}}},"finish_reason":"stop"}],"usage":{"prompt_tokens":42,"total_tokens":162,"completion_tokens":120}}
        """);

    /// <summary>The events of a stream: a role, the texts, the end with the usage, the end mark.</summary>
    public static IReadOnlyList<byte[]> Events() =>
    [
        Event("""{"role":"assistant"}""", "null", ""),
        .. Enumerable.Range(0, Chunks).Select(index => Event($$$"""{"content":{{{Quote(Words[index % Words.Length])}}}}""", "null", "")),
        Event("{}", "\"stop\"", ""","usage":{"prompt_tokens":42,"total_tokens":542,"completion_tokens":500}"""),
        "data: [DONE]\n\n"u8.ToArray(),
    ];

    private static byte[] Event(string delta, string finish, string usage) => Encoding.UTF8.GetBytes(
        $$$"""data: {"id":"chatcmpl-7f3a0c1e5b2d","object":"chat.completion.chunk","created":1760000000,"model":"{{{CannedRouter.WireModel}}}","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{finish}}}}]{{{usage}}}}""" + "\n\n");

    private static string Text() => Quote(string.Concat(Enumerable.Range(0, 120).Select(index => Words[index % Words.Length])));

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
