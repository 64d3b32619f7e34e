using ProviderRouter.Providers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// How a chat that ends with the beginning of its answer is told to go on from it. OpenAI itself has no way to: a last message of the model is a
/// turn that is over, and another one follows.
/// </summary>
internal sealed record PrefillDialect
{
    public static PrefillDialect None { get; } = new();

    /// <summary>Whether the server goes on from the last message.</summary>
    public bool IsSupported { get; init; }

    /// <summary>The field that marks the message; null where the server goes on from any last message of the model.</summary>
    public string? MessageField { get; init; }

    /// <summary>Fields of the body that say it.</summary>
    public IReadOnlyList<KeyValuePair<string, bool>> Fields { get; init; } = [];

    /// <summary>The path for it; null for that of all chats.</summary>
    public string? ChatPath { get; init; }

    /// <summary>Whether the answer says the beginning again.</summary>
    public bool RepeatsText { get; init; }

    /// <summary>Models that do not go on: the beginning of their ids; behind a <c>*</c>, a part of them.</summary>
    public IReadOnlyList<string> ExceptModels { get; init; } = [];

    /// <summary>What the server makes of the beginning of an answer to this chat.</summary>
    public ContinuationSupport SupportFor(TaskContext<ChatRequest> context)
    {
        if (!IsSupported || HasOwnForm(context))
        {
            return ContinuationSupport.None;
        }

        foreach (var models in ExceptModels)
        {
            if (ModelRule.Fits(models, context.Model))
            {
                return ContinuationSupport.None;
            }
        }

        return RepeatsText ? ContinuationSupport.Whole : ContinuationSupport.Rest;
    }

    // The caller's own fields for what else would keep an answer from going on.
    private static bool HasOwnForm(TaskContext context) =>
        context.Parameters is { Count: > 0 }
        && (context.Overrides("messages") || context.Overrides("n") || context.Overrides("tools") || context.Overrides("response_format")
            || context.Overrides("logprobs") || context.Overrides("reasoning_effort") || context.Overrides("reasoning"));
}
