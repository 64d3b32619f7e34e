namespace ProviderRouter;

/// <summary>How far a streamed chat came. It goes on from its text where that is all there is, and else begins anew.</summary>
internal sealed class ChatProgress(ChatRequest request) : StreamProgress<ChatRequest, ChatUpdate>
{
    private readonly PartialAnswer answer = new();
    private bool hasMoreThanText;
    private bool isSettled;

    public override string PartialText => answer.ToString();

    public override ChatUpdate? Note(ChatUpdate update)
    {
        switch (update)
        {
            case ChatTextUpdate piece:
                var fresh = answer.Take(piece.Text);
                return fresh.Length == piece.Text.Length ? piece : fresh.Length == 0 ? null : piece with { Text = fresh };
            case ChatReasoningUpdate or ChatRefusalUpdate:
                hasMoreThanText = true;
                break;
            case ChatToolCallUpdate or ChatUsageUpdate or ChatFinishedUpdate:
                isSettled = true; // the caller may have acted on it: a tool was called, an answer of several is at its end
                break;
            case ChatStreamRestartedUpdate { Continues: true }:
                answer.Continue();
                break;
            case ChatStreamRestartedUpdate:
                answer.Restart();
                hasMoreThanText = false;
                break;
        }

        return update;
    }

    public override StreamContinuation<ChatRequest, ChatUpdate>? GoOn(ContinuationSupport support)
    {
        if (isSettled)
        {
            return null;
        }

        var beginning = support != ContinuationSupport.None && !hasMoreThanText && IsPlain(request) ? answer.Offer(support, trimsEnd: true) : "";
        return beginning.Length == 0
            ? new() { Request = request, Announcement = new ChatStreamRestartedUpdate(Continues: false) }
            : new()
            {
                Request = request with
                {
                    Messages = [.. request.Messages, ChatMessage.Assistant(beginning)],
                    MaxOutputTokens = request.MaxOutputTokens is { } most ? Math.Max(1, most - answer.Tokens) : null,
                },
                ContinuesAnswer = true,
                Announcement = new ChatStreamRestartedUpdate(Continues: true),
            };
    }

    // What is held to a form (JSON, calls of tools) is held to it from the first new token on, as if nothing had been said. Models that are told
    // to think do so before they speak. And a conversation that ends with the model's words would end with them twice.
    private static bool IsPlain(ChatRequest request) =>
        request is { Count: null or 1, ReasoningEffort: null, LogProbabilities: not true, TopLogProbabilities: null }
        && (request.Tools.Count == 0 || request.ToolChoice == ChatToolChoice.None)
        && (request.ResponseFormat is null || request.ResponseFormat == ChatResponseFormat.Text)
        && (request.Messages.Count == 0 || request.Messages[^1].Role != ChatRole.Assistant);
}
