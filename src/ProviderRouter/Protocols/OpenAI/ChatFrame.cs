using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>What one JSON document of the dialect says: a chunk of a stream or a whole answer. Used again for the next one.</summary>
internal sealed class ChatFrame
{
    /// <summary>The most choices of an answer.</summary>
    public const int MaxChoices = 128;

    private readonly List<ChatFrameChoice> choices = [];

    /// <summary>Whether one answer was asked for: some servers count its pieces instead of the answers, so its index says nothing.</summary>
    public bool HasOneChoice { get; init; }

    /// <summary>Whether the answer continues a text: its pieces are called <c>text</c> then.</summary>
    public bool IsCompletion { get; init; }

    /// <summary>Whether the document holds an error.</summary>
    public bool IsError { get; set; }

    /// <summary>Whether the document is an event of Hugging Face's older text servers, which has no choices.</summary>
    public bool IsTokenEvent { get; set; }

    /// <summary>The wire's finish reason where it stands beside the choices (Together's completions); null while there is none.</summary>
    public string? FinishReason { get; set; }

    public Usage? Usage { get; set; }

    /// <summary>What the provider itself says the answer cost (OpenRouter, DeepInfra).</summary>
    public decimal? CostUsd { get; set; }

    public int Count { get; private set; }

    public ChatFrameChoice this[int index] => choices[index];

    /// <summary>Refuses another choice beside those that there are, once they are the most.</summary>
    /// <exception cref="AnswerLimitException">They are.</exception>
    public static void CheckChoices(int count)
    {
        if (count >= MaxChoices)
        {
            throw new AnswerLimitException($"the answer has more than {MaxChoices} choices");
        }
    }

    public void Clear()
    {
        IsError = IsTokenEvent = false;
        FinishReason = null;
        Usage = null;
        CostUsd = null;
        Count = 0;
    }

    /// <summary>Begins another choice.</summary>
    /// <exception cref="AnswerLimitException">There are too many.</exception>
    public ChatFrameChoice Add()
    {
        CheckChoices(Count);
        if (Count == choices.Count)
        {
            choices.Add(new());
        }

        var choice = choices[Count++];
        choice.Clear();
        return choice;
    }
}
