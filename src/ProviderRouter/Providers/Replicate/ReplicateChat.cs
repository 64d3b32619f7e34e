using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Chat at Replicate: a prediction whose output is a list of pieces of text.</summary>
internal sealed class ReplicateChat(ReplicatePredictions predictions) : ITaskHandler<ChatRequest, ChatResponse>
{
    /// <summary>Why a prediction that succeeded ended: Replicate does not tell, and its text may have been cut at the token limit.</summary>
    public static FinishReason Reason => FinishReason.Unknown;

    public async Task<ChatResponse> HandleAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        ReplicateChatCodec.Check(context);
        var image = await ReplicateImageInput.ReadAsync(context, ReplicateChatCodec.ImageOf(context.Request), cancellationToken).ConfigureAwait(false);
        using var prediction = await predictions.RunAsync(
            context, ReplicateOutput.Text, input => ReplicateChatCodec.Write(input, context.Request, context.Model, image), cancellationToken).ConfigureAwait(false);
        return new()
        {
            Choices = [new() { Message = ChatMessage.Assistant(TextOf(prediction.Output)), FinishReason = Reason }],
            Info = new() { RequestId = prediction.Id, Usage = prediction.Usage },
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
