namespace ProviderRouter;

/// <summary>How far a streamed continuation of a text came. Its text goes to the end of the prompt.</summary>
internal sealed class TextGenerationProgress(TextGenerationRequest request) : StreamProgress<TextGenerationRequest, TextGenerationUpdate>
{
    private readonly PartialAnswer answer = new();
    private bool isSettled;

    public override string PartialText => answer.ToString();

    public override TextGenerationUpdate? Note(TextGenerationUpdate update)
    {
        switch (update)
        {
            case TextGenerationTextUpdate piece:
                var fresh = answer.Take(piece.Text);
                return fresh.Length == piece.Text.Length ? piece : fresh.Length == 0 ? null : piece with { Text = fresh };
            case TextGenerationUsageUpdate or TextGenerationFinishedUpdate:
                isSettled = true;
                break;
            case TextGenerationStreamRestartedUpdate { Continues: true }:
                answer.Continue();
                break;
            case TextGenerationStreamRestartedUpdate:
                answer.Restart();
                break;
        }

        return update;
    }

    public override StreamContinuation<TextGenerationRequest, TextGenerationUpdate>? GoOn(ContinuationSupport support)
    {
        if (isSettled)
        {
            return null;
        }

        // The prompt that is told again would have the text in it.
        var isPlain = request is { Count: null or 1, Echo: not true, LogProbabilities: null };
        var beginning = support != ContinuationSupport.None && isPlain ? answer.Offer(support, trimsEnd: false) : "";
        return beginning.Length == 0
            ? new() { Request = request, Announcement = new TextGenerationStreamRestartedUpdate(Continues: false) }
            : new()
            {
                Request = request with
                {
                    Prompt = request.Prompt + beginning,
                    MaxOutputTokens = request.MaxOutputTokens is { } most ? Math.Max(1, most - answer.Tokens) : null,
                },
                ContinuesAnswer = true,
                Announcement = new TextGenerationStreamRestartedUpdate(Continues: true),
            };
    }
}
