using System.Buffers;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The POST of a chat. Its body goes straight from the request to the buffer that is sent.</summary>
internal sealed class OpenAIChatExchange(TaskContext<ChatRequest> context, OpenAIDialect dialect, LoadedMedia media, bool stream)
    : Exchange(HttpMethod.Post, OpenAIDialect.PathFor(context.ContinuesAnswer ? dialect.Prefill.ChatPath ?? dialect.ChatPath : dialect.ChatPath, context))
{
    public override string ContentType => "application/json";

    public override void WriteBody(IBufferWriter<byte> output) => OpenAIChatEncoder.Write(output, context, dialect, media, stream);
}
