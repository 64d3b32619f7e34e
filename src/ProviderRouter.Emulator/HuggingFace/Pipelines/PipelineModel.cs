namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>A model of hf-inference: its task and what its answers depend on.</summary>
internal sealed record PipelineModel(string Id, string Task)
{
    /// <summary>The classes the model tells apart.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The length of its vectors.</summary>
    public int Dimensions { get; init; } = 384;

    /// <summary>The names of the prompts it was trained with.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [];

    /// <summary>The word its tokenizer masks with.</summary>
    public string Mask { get; init; } = "[MASK]";

    /// <summary>Which form its answers have, where the servers behind hf-inference know several.</summary>
    public AnswerForm Form { get; init; }

    /// <summary>Whether it stands for a form of an answer, and the Hub has no such model.</summary>
    public bool IsMadeUp => Id.StartsWith("emulated/", StringComparison.Ordinal);
}

/// <summary>The forms of an answer that are not the usual one of the task.</summary>
internal enum AnswerForm
{
    Usual,

    /// <summary>The form of the older server: <c>{"sequence","labels","scores"}</c>.</summary>
    Legacy,

    /// <summary>A list where others give the object alone.</summary>
    List,

    /// <summary>The object alone where others give a list.</summary>
    Bare,

    /// <summary>A vector for each token instead of one for the text.</summary>
    PerToken,

    /// <summary>Sound as FLAC.</summary>
    Flac,

    /// <summary>A picture as <c>{"data":[{"b64_json"}]}</c>.</summary>
    Base64Json,

    /// <summary>A picture as <c>{"output":[address]}</c>.</summary>
    Addresses,
}
