using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Chat;

/// <summary>Answers a chat request from its reading to its last byte.</summary>
internal sealed class ChatEndpoint(ChatDialect dialect)
{
    /// <summary>Answers; <paramref name="resolve"/> checks the model id and says under which name it answers.</summary>
    public async Task HandleAsync(Exchange exchange, Func<ChatRequest, string> resolve)
    {
        dialect.Protocol.RequireMethod(exchange, "POST");
        var request = new ChatReader(dialect).Read(exchange);
        var model = resolve(request);
        var answer = new ChatComposer(dialect).Compose(request, model, exchange.UnixNow);
        if (request.Stream)
        {
            await new ChatStreamer(new EventStream(exchange), request, answer, dialect).WriteAsync().ConfigureAwait(false);
            return;
        }

        var body = ChatWriter.Write(request, answer, dialect);
        dialect.Finish?.Invoke(exchange, dialect.Protocol.ReadObject(exchange), answer, body);
        await exchange.WriteJsonAsync(200, body).ConfigureAwait(false);
    }
}
