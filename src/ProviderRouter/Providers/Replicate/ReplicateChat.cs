using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Chat at Replicate: a prediction whose output is a list of pieces of text.</summary>
internal sealed class ReplicateChat(ReplicatePredictions predictions) : ITaskHandler<ChatRequest, ChatResponse>
{
    public async Task<ChatResponse> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        ReplicateChatCodec.Check(context);
        var image = await ReplicateImageInput.ReadAsync(context, ReplicateChatCodec.ImageOf(context.Request), cancellationToken).ConfigureAwait(false);
        using var prediction = await predictions.RunAsync(
            context, MediaFields.None, input => ReplicateChatCodec.Write(input, context.Request, context.Model, image), cancellationToken).ConfigureAwait(false);
        return new()
        {
            Choices = [new() { Message = ChatMessage.Assistant(TextOf(prediction.Output)), FinishReason = FinishReason.Stop }],
            Info = new() { Usage = prediction.Usage },
        };
    }

    /// <summary>The text of an output: the pieces of a list belong together without anything between them.</summary>
    public static string TextOf(JsonElement output) => output.ValueKind switch
    {
        JsonValueKind.String => output.GetString()!,
        JsonValueKind.Array => string.Concat(output.EnumerateArray().Select(TextOf)),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => output.GetRawText(),
    };
}
