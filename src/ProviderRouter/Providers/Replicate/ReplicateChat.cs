using System.Text.Json;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Chat at Replicate: a prediction whose output is a list of pieces of text.</summary>
internal sealed class ReplicateChat(ReplicateWay way) : IJobCodec<ChatRequest, ChatResponse, ReplicatePrediction>
{
    /// <summary>Why a prediction that succeeded ended: Replicate does not tell, and its text may have been cut at the token limit.</summary>
    public static FinishReason Reason => FinishReason.Unknown;

    public ValueTask<Action<RequestJson>> EncodeAsync(TaskContext<ChatRequest> context, CancellationToken cancellationToken) =>
        ReplicateChatCodec.EncodeAsync(way, context, cancellationToken);

    public ChatResponse Decode(TaskContext context, ChatRequest? request, ReplicatePrediction state) => new()
    {
        Choices = [new() { Message = ChatMessage.Assistant(TextOf(state.Output)), FinishReason = Reason }],
        Info = new() { RequestId = state.Id, Usage = state.Usage },
    };

    /// <summary>The text of an output: the pieces of a list belong together without anything between them.</summary>
    public static string TextOf(JsonElement output) => output.ValueKind switch
    {
        JsonValueKind.String => output.GetString()!,
        JsonValueKind.Array => string.Concat(output.EnumerateArray().Select(TextOf)),
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => output.GetRawText(),
    };
}
