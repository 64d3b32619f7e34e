using ProviderRouter.Protocols.OpenAI;

namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>
/// How the server goes on with a chat's answer that broke off elsewhere; the text so far is sent as the last message. Where it cannot, the answer
/// begins anew.
/// </summary>
public sealed class OpenAICompatiblePrefill
{
    /// <summary>Whether the server goes on from the text of a last message that is the model's own. To be set only where it is sure to: others begin another answer.</summary>
    /// <value>Default: false.</value>
    public bool Supported { get; set; }

    /// <summary>The field that marks that message, and is sent as true: <c>prefix</c> at DeepSeek and Mistral, <c>partial</c> at Moonshot.</summary>
    /// <value>Default: null, no mark.</value>
    public string? MessageField { get; set; }

    /// <summary>Fields of the body that ask for it: vLLM wants <c>continue_final_message</c> true and <c>add_generation_prompt</c> false.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, bool> Fields { get; } = new Dictionary<string, bool>();

    /// <summary>The path for it.</summary>
    /// <value>Default: null, that of all chats.</value>
    public string? ChatPath { get; set; }

    /// <summary>Whether the answer says the text again before it goes on; the caller gets it once.</summary>
    /// <value>Default: false.</value>
    public bool RepeatsText { get; set; }

    /// <summary>Models that do not go on: the beginning of their ids, or behind a <c>*</c> a part of them.</summary>
    /// <value>Default: empty.</value>
    public IList<string> ExceptModels { get; } = [];

    internal PrefillDialect ToDialect() => new()
    {
        IsSupported = Supported,
        MessageField = MessageField,
        Fields = [.. Fields],
        ChatPath = ChatPath,
        RepeatsText = RepeatsText,
        ExceptModels = [.. ExceptModels],
    };
}
