using System.Text.Json;

namespace ProviderRouter.Emulator.Chat;

/// <summary>A checked chat request.</summary>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    /// <summary>The whole body, for what only one provider knows.</summary>
    public JsonElement Body { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    public bool Stream { get; init; }

    public bool IncludeUsage { get; init; }

    public int? MaxTokens { get; init; }

    public int Choices { get; init; } = 1;

    public IReadOnlyList<string> Stops { get; init; } = [];

    public IReadOnlyList<ChatTool> Tools { get; init; } = [];

    /// <summary>none, auto, required, or the name of a function with a leading colon.</summary>
    public string ToolChoice { get; init; } = "auto";

    public bool ParallelToolCalls { get; init; } = true;

    /// <summary>Whether the answer must be JSON.</summary>
    public bool WantsJson { get; init; }

    public JsonElement? Schema { get; init; }

    /// <summary>Whether log probabilities are wanted in the current form.</summary>
    public bool Logprobs { get; init; }

    /// <summary>The number of alternatives per token.</summary>
    public int TopLogprobs { get; init; }

    /// <summary>Whether log probabilities are wanted in the legacy form.</summary>
    public bool LegacyLogprobs { get; init; }

    public bool Reasons { get; init; }

    /// <summary>A number that is the same for the same request.</summary>
    public required ulong Hash { get; init; }
}

/// <summary>One message of the conversation.</summary>
internal sealed record ChatMessage(string Role, string Text, IReadOnlyList<string> Images, IReadOnlyList<string> Others);

/// <summary>One function the model may call.</summary>
internal sealed record ChatTool(string Name, JsonElement? Parameters);
