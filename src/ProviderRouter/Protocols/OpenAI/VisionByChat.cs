using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The tasks about an image that language models with eyes do by chat: one message with the image and what is asked.</summary>
internal static class VisionByChat
{
    private const string Describe = "Describe this image."; // a message about an image alone has to say something
    private const string NotSent = "Not sent: a chat has no such setting.";

    public static ITaskHandler<ImageToTextRequest, ImageToTextResponse> ImageToText(ITaskHandler<ChatRequest, ChatResponse> chat) =>
        new AskedByChat<ImageToTextRequest, ImageToTextResponse>(
            chat,
            static context =>
            {
                var request = context.Request;
                return Ask(request.Image, request.Prompt ?? Describe) with { MaxOutputTokens = request.MaxOutputTokens, Temperature = request.Temperature, TopP = request.TopP };
            },
            static text => new() { Text = text });

    public static ITaskHandler<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse> VisualQuestionAnswering(ITaskHandler<ChatRequest, ChatResponse> chat) =>
        new AskedByChat<VisualQuestionAnsweringRequest, VisualQuestionAnsweringResponse>(
            chat,
            static context =>
            {
                var request = context.Request;
                context.WarnIf(request.TopCount > 1, nameof(request.TopCount), "One answer is given: a chat has no other.");
                return Ask(request.Image, request.Question) with { MaxOutputTokens = request.MaxOutputTokens, Temperature = request.Temperature, TopP = request.TopP };
            },
            static text => new() { Answers = [new() { Answer = text }] });

    public static ITaskHandler<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse> DocumentQuestionAnswering(ITaskHandler<ChatRequest, ChatResponse> chat) =>
        new AskedByChat<DocumentQuestionAnsweringRequest, DocumentQuestionAnsweringResponse>(
            chat,
            static context =>
            {
                var request = context.Request;
                context.WarnIf(request.TopCount > 1, nameof(request.TopCount), "One answer is given: a chat has no other.");
                context.WarnIf(request.Language is not null, nameof(request.Language), NotSent);
                context.WarnIf(request.DocumentStride is not null, nameof(request.DocumentStride), NotSent);
                context.WarnIf(request.MaxAnswerLength is not null, nameof(request.MaxAnswerLength), NotSent);
                context.WarnIf(request.MaxSequenceLength is not null, nameof(request.MaxSequenceLength), NotSent);
                context.WarnIf(request.MaxQuestionLength is not null, nameof(request.MaxQuestionLength), NotSent);
                context.WarnIf(request.HandleImpossibleAnswer is not null, nameof(request.HandleImpossibleAnswer), NotSent);
                return Ask(request.Image, request.Question) with { MaxOutputTokens = request.MaxOutputTokens };
            },
            static text => new() { Answers = [new() { Answer = text }] });

    private static ChatRequest Ask(MediaContent image, string question) =>
        new() { Messages = [ChatMessage.User(question, new ChatImagePart(image))] };
}
