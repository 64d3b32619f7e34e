using System.Globalization;
using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>The operations that stand in the table, in the order of its columns.</summary>
internal static class FaultOperations
{
    public static FaultOperation Chat { get; } = new ChatOperation();

    /// <summary>A chat whose request is larger than what any socket takes before it is read.</summary>
    public static FaultOperation LongChat { get; } = new ChatOperation(length: 32 << 20);

    public static FaultOperation Stream { get; } = new StreamOperation();

    public static FaultOperation Embeddings { get; } = new EmbeddingsOperation();

    public static FaultOperation Image { get; } = new ImageOperation();

    public static FaultOperation Job { get; } = new JobOperation(isPoll: false);

    public static FaultOperation Poll { get; } = new JobOperation(isPoll: true);

    public static FaultOperation Queue { get; } = new QueueOperation(isPoll: false);

    public static FaultOperation QueuePoll { get; } = new QueueOperation(isPoll: true);

    public static FaultOperation Download { get; } = new DownloadOperation();

    public static IReadOnlyList<FaultOperation> All { get; } = [Chat, Stream, Embeddings, Image, Job, Queue, Poll, QueuePoll, Download];

    private sealed class ChatOperation(int length = 0) : FaultOperation("chat", "chat, embeddings")
    {
        public override string Answer => "hello there";

        public override byte[] Body(FaultServer server) => Bytes("""
            {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"hello there"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
            """);

        public override async Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken)
        {
            var answer = await client.ChatAsync(
                new() { Provider = "first", Model = "m", Messages = [ChatMessage.User(Prompt + new string('x', length))], Fallbacks = signals.FallbacksFor("m") }, cancellationToken);
            return new(answer.Text, answer.Info);
        }
    }

    private sealed class StreamOperation() : FaultOperation("stream", "chat stream")
    {
        public override string Answer => "hello there";

        public override string ContentType => FaultHttp.Events;

        public override byte[] Body(FaultServer server) =>
            Bytes(FaultHttp.Text("hello") + FaultHttp.Text(" there") + FaultHttp.Delta("{}", "stop") + FaultHttp.Event("[DONE]"));

        public override async Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken)
        {
            var request = new ChatRequest { Provider = "first", Model = "m", Messages = [ChatMessage.User(Prompt)], Fallbacks = signals.FallbacksFor("m") };
            var info = ResponseInfo.Empty;
            await foreach (var update in client.ChatStreamAsync(request, cancellationToken))
            {
                info = update.Info ?? info;
                signals.Hear((update as ChatTextUpdate)?.Text ?? "");
            }

            return new(signals.Text, info);
        }
    }

    private sealed class EmbeddingsOperation() : FaultOperation("embeddings", "chat, embeddings")
    {
        public override string Answer => "0.25 0.5";

        public override byte[] Body(FaultServer server) => Bytes("""{"data":[{"index":0,"embedding":[0.25,0.5]}],"usage":{"prompt_tokens":3,"total_tokens":3}}""");

        public override async Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken)
        {
            var answer = await client.EmbedAsync(new() { Provider = "first", Model = "m", Inputs = [Prompt], Fallbacks = signals.FallbacksFor("m") }, cancellationToken);
            return new(string.Join(' ', answer.Vectors[0].ToArray().Select(static number => number.ToString(CultureInfo.InvariantCulture))), answer.Info);
        }
    }

    private sealed class ImageOperation() : FaultOperation("image", "direct image")
    {
        public override string Answer => Png;

        public override byte[] Body(FaultServer server) => Bytes($$"""{"data":[{"b64_json":"{{Base64}}"}]}""");

        public override async Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken) =>
            await MakeImageAsync(client, signals, "m", cancellationToken);
    }

    /// <summary>A file whose address a direct image's answer told.</summary>
    private sealed class DownloadOperation() : FaultOperation("download", "download")
    {
        public override string Answer => Convert.ToHexString(Bytes(File));

        public override bool IsRead => true;

        public override string ContentType => "image/png";

        private static string File => new('f', 64);

        public override byte[] Body(FaultServer server) => Bytes(File);

        public override bool IsMain(FaultRequest request) => request.Path == "/file";

        public override void Prepare(FaultServer server) => server.On(
            static request => request.Method == "POST", new FaultScript().Send(FaultHttp.Json($$"""{"data":[{"url":"{{server.Address(path: "file")}}"}]}""")));

        public override async Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken) =>
            await MakeImageAsync(client, signals, "m", cancellationToken);
    }

    internal static async Task<FaultReport> MakeImageAsync(IInferenceClient client, FaultSignals signals, string model, CancellationToken cancellationToken)
    {
        var answer = await client.GenerateImageAsync(
            new() { Provider = "first", Model = model, Prompt = FaultOperation.Prompt, Fallbacks = signals.FallbacksFor(model) }, cancellationToken);
        return new(Convert.ToHexString((await answer.Image.ReadBytesAsync(cancellationToken)).Span), answer.Info);
    }
}
