using System.Runtime.InteropServices;

namespace ProviderRouter;

/// <summary>A conversation to be continued by a model. A setting that the chosen provider does not take becomes a warning on the answer.</summary>
public sealed record ChatRequest : InferenceRequest
{
    /// <summary>The conversation so far; at least one message.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Functions that the model may ask to be called.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<ChatTool> Tools { get; init; } = [];

    /// <summary>Whether the model may, must or must not call a tool.</summary>
    /// <value>Default: null, the model decides.</value>
    public ChatToolChoice? ToolChoice { get; init; }

    /// <summary>Whether the model may ask for several calls at once.</summary>
    /// <value>Default: null, the provider's default.</value>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>The form that the answer's text must have.</summary>
    /// <value>Default: null, free text.</value>
    public ChatResponseFormat? ResponseFormat { get; init; }

    /// <summary>The most tokens that the answer may have, reasoning included; at least 1.</summary>
    /// <value>Default: null, the provider's default.</value>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How freely the model chooses, from 0 to 2.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? Temperature { get; init; }

    /// <summary>The share of probability from which tokens are chosen, from 0 to 1.</summary>
    /// <value>Default: null, the model's default.</value>
    public double? TopP { get; init; }

    /// <summary>The number of likeliest tokens from which one is chosen.</summary>
    /// <value>Default: null, not limited.</value>
    public int? TopK { get; init; }

    /// <summary>The least probability of a token as a share of the likeliest one's, from 0 to 1.</summary>
    /// <value>Default: null, not limited.</value>
    public double? MinP { get; init; }

    /// <summary>How much tokens are avoided the more often they came, from -2 to 2.</summary>
    /// <value>Default: null, 0 at providers.</value>
    public double? FrequencyPenalty { get; init; }

    /// <summary>How much tokens are avoided that came at all, from -2 to 2.</summary>
    /// <value>Default: null, 0 at providers.</value>
    public double? PresencePenalty { get; init; }

    /// <summary>How much repetition is avoided; 1 is not at all.</summary>
    /// <value>Default: null, 1 at providers.</value>
    public double? RepetitionPenalty { get; init; }

    /// <summary>By token id, how much a token is favoured, from -100 to 100.</summary>
    /// <value>Default: null.</value>
    public IReadOnlyDictionary<int, double>? LogitBias { get; init; }

    /// <summary>Texts at which the answer ends; most providers take up to 4.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Makes answers repeatable where the provider can.</summary>
    /// <value>Default: null, random.</value>
    public long? Seed { get; init; }

    /// <summary>How many answers to make, from 1 to 128.</summary>
    /// <value>Default: null, one.</value>
    public int? Count { get; init; }

    /// <summary>Whether the answer carries the probability of each token.</summary>
    /// <value>Default: null, no.</value>
    public bool? LogProbabilities { get; init; }

    /// <summary>How many other likely tokens to list at each place, from 0 to 20; needs <see cref="LogProbabilities"/>.</summary>
    /// <value>Default: null, none.</value>
    public int? TopLogProbabilities { get; init; }

    /// <summary>How long a reasoning model thinks.</summary>
    /// <value>Default: null, the model's default.</value>
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>An id of the end user, for the provider's abuse control and cache affinity.</summary>
    /// <value>Default: null.</value>
    public string? User { get; init; }

    internal override long TextBytes
    {
        get
        {
            long bytes = ResponseFormat?.Schema is { } schema ? JsonMarshal.GetRawUtf8Value(schema).Length : 0;
            foreach (var message in Messages)
            {
                foreach (var part in message.Parts)
                {
                    bytes += part.TextBytes;
                }
            }

            foreach (var tool in Tools)
            {
                bytes += tool.TextBytes;
            }

            return bytes;
        }
    }
}
