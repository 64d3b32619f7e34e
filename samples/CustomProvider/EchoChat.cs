using System.Text.Json.Serialization;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Samples.CustomProvider;

/// <summary>One task: encode, exchange, decode. Key, retry, time limits and errors are the transport's.</summary>
internal sealed class EchoChat(ProviderTransport transport) : ITaskHandler<ChatRequest, ChatResponse>
{
    public async Task<ChatResponse> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        if (context.Request.Temperature is not null)
        {
            context.Warn(nameof(ChatRequest.Temperature), "Not sent: parrots have none.");
        }

        var exchange = new Exchange<EchoBody>("v1/echo", new(context.Model, context.Request.Messages[^1].Text), EchoJson.Default.EchoBody);
        var answer = await transport.SendAsync(context, exchange, EchoJson.Default.EchoAnswer, cancellationToken);
        return new()
        {
            Choices = [new() { Message = ChatMessage.Assistant(answer.Text), FinishReason = FinishReason.Stop }],
        };
    }
}

/// <summary>What the server takes.</summary>
internal sealed record EchoBody(string Model, string Text);

/// <summary>What the server gives.</summary>
internal sealed record EchoAnswer(string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EchoBody))]
[JsonSerializable(typeof(EchoAnswer))]
internal sealed partial class EchoJson : JsonSerializerContext;
