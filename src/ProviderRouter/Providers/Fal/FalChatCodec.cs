using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// A chat at fal's language endpoints, which take one prompt beside the system's: <c>fal-ai/any-llm</c>, <c>openrouter/router</c>, and models
/// that see. Source: the endpoints' published schemas.
/// </summary>
internal sealed class FalChatCodec(FalInputs inputs)
{
    /// <summary>Checks the request, warns of what cannot be honoured, and makes its images ready.</summary>
    /// <exception cref="ProviderException">The answer would mean nothing without what these endpoints cannot do.</exception>
    public async ValueTask<(FalEndpoint Endpoint, Action<RequestJson> Write)> EncodeAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        var (request, endpoint, model) = (context.Request, FalEndpoint.Of(context.Model), FalVisionModel.Of(context.Model));
        ChatImagePart[] parts = [.. request.Messages.SelectMany(static message => message.Parts).OfType<ChatImagePart>()];
        Check(context, model, parts.Length);
        FalChatWarnings.Add(context, endpoint, model);
        var images = new List<FalInput>(parts.Length);
        foreach (var part in parts)
        {
            images.Add(await inputs.ReadyAsync(context, part.Image, cancellationToken).ConfigureAwait(false));
        }

        return (images.Count > 0 ? endpoint.Seeing() : endpoint, Write);

        void Write(RequestJson input)
        {
            input.Add("model", endpoint.LanguageModel);
            input.Add("prompt", FalPrompt.Of(request));
            input.Add("system_prompt", FalPrompt.SystemOf(request));
            FalVision.WriteImages(input, model, images);
            FalVision.WriteSampling(input, model, request.MaxOutputTokens, request.Temperature, request.TopP);
            input.Add("reasoning", endpoint.IsLanguage && request.ReasoningEffort is { } effort ? effort != ReasoningEffort.None : null);
            input.AddParameters();
        }
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ProviderException">It is an error, or holds no text.</exception>
    public static ChatResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (ErrorBody.IsError(root))
        {
            throw response.Fail(body.Span, "the answer is an error");
        }

        var text = FalVision.TextOf(root) ?? throw response.Fail(body.Span, "the answer holds no output");
        ChatPart[] parts = FalJson.Text(root, "reasoning") is { Length: > 0 } reasoning ? [new ChatReasoningPart(reasoning), new ChatTextPart(text)] : [new ChatTextPart(text)];
        return new()
        {
            // fal does not tell why an answer ended: it may have been cut at the token limit.
            Choices = [new() { Message = new() { Role = ChatRole.Assistant, Parts = parts }, FinishReason = FinishReason.Unknown }],
            Info = new() { RequestId = response.RequestId, Usage = FalVision.UsageOf(root) },
        };
    }

    private static void Check(TaskContext<ChatRequest> context, FalVisionModel model, int images)
    {
        var request = context.Request;
        if (request.Tools.Count > 0 && request.ToolChoice is { } choice && choice != ChatToolChoice.Auto && choice != ChatToolChoice.None)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' runs '{context.Model}' without tools, and the request demands a tool call; openrouter/router/<model> knows tools.");
        }

        if (images > 1 && model.Images is null)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes one image.");
        }

        if (request.Messages.Any(static message => message.Parts.Any(static part => part is ChatAudioPart)))
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes no audio in a chat.");
        }
    }
}
