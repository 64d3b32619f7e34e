namespace ProviderRouter.Protocols.OpenAI;

/// <summary>What a document says of one choice; the pieces are kept apart so that their order in the JSON does not matter.</summary>
internal sealed class ChatFrameChoice
{
    public int Index { get; set; }

    public string? Text { get; set; }

    public string? Reasoning { get; set; }

    public string? Refusal { get; set; }

    /// <summary>The wire's finish reason; null while there is none.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Whether the pieces came as a whole <c>message</c> instead of a <c>delta</c>.</summary>
    public bool IsMessage { get; set; }

    public List<ToolCallPiece> ToolCalls { get; } = [];

    public IReadOnlyList<TokenLogProbability>? LogProbabilities
    {
        get => field ?? (LogProbability is { } value && Text is { Length: > 0 } token ? field = [new() { Token = token, LogProbability = value }] : null);
        set;
    }

    /// <summary>The log probability of the text as a bare number, which is all that Together's chunks tell; null when there is none.</summary>
    public double? LogProbability { get; set; }

    /// <summary>Where the quoted text stands in the document; -1 when there is none.</summary>
    public int TextAt { get; set; }

    public int TextLength { get; set; }

    /// <summary>Whether there is a text and nothing else.</summary>
    public bool IsTextOnly => Text is { Length: > 0 } && Reasoning is null && Refusal is null && FinishReason is null && !IsMessage && ToolCalls.Count == 0 && LogProbability is null && LogProbabilities is null;

    public void Clear()
    {
        (Index, Text, Reasoning, Refusal, FinishReason, IsMessage, LogProbabilities, LogProbability) = (0, null, null, null, null, false, null, null);
        (TextAt, TextLength) = (-1, 0);
        ToolCalls.Clear();
    }
}

/// <summary>A piece of a tool call as the wire gives it.</summary>
internal readonly record struct ToolCallPiece(int? Index, string? Id, string? Name, string Arguments);
