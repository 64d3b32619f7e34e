namespace ProviderRouter.Providers.OpenAICompatible;

/// <summary>
/// Settings of a server that speaks OpenAI's protocol, and in what it differs from the others. <see cref="ProviderOptions.BaseAddress"/> has to be
/// set, its version segment included: <c>https://api.example.com/v1</c>.
/// </summary>
public sealed class OpenAICompatibleOptions : ProviderOptions
{
    /// <summary>The environment variable that may hold the key.</summary>
    /// <value>Default: null, none; without any key no <c>Authorization</c> header is sent, as local servers expect.</value>
    public string? ApiKeyVariable { get; set; }

    /// <summary>Further variables that may hold the key, looked at when <see cref="ApiKeyVariable"/> is not set.</summary>
    /// <value>Default: empty.</value>
    public IList<string> FurtherApiKeyVariables { get; } = [];

    /// <summary>The Hugging Face ids of the tasks that the server has, <c>conversational</c> for chat; routes that go by a task ask no other.</summary>
    /// <value>Default: empty, which means all: what the server lacks, its own answer says.</value>
    public IList<string> Tasks { get; } = [];

    /// <summary>The path of chats below the address; in every path <c>{model}</c> stands for the model.</summary>
    /// <value>Default: <c>chat/completions</c>.</value>
    public string ChatPath { get; set; } = "chat/completions";

    /// <summary>The path of text generation.</summary>
    /// <value>Default: <c>completions</c>.</value>
    public string CompletionsPath { get; set; } = "completions";

    /// <summary>The path of the list of models.</summary>
    /// <value>Default: <c>models</c>.</value>
    public string ModelsPath { get; set; } = "models";

    /// <summary>How the list of models tells prices.</summary>
    /// <value>Default: <see cref="ListedPrices.None"/>; the catalog tells them.</value>
    public ListedPrices ListedPrices { get; set; }

    /// <summary>The field for the most tokens of an answer; OpenAI's own reasoning models take <c>max_completion_tokens</c>.</summary>
    /// <value>Default: <c>max_tokens</c>, which all the others know.</value>
    public string MaxTokensField { get; set; } = "max_tokens";

    /// <summary>Whether streams ask for their usage with <c>stream_options</c>; a few strict servers refuse it.</summary>
    /// <value>Default: true.</value>
    public bool StreamUsage { get; set; } = true;

    /// <summary>Whether the role <c>developer</c> is known; else it is sent as <c>system</c>.</summary>
    /// <value>Default: null, which means where <see cref="MaxTokensField"/> is OpenAI's newer one.</value>
    public bool? DeveloperRole { get; set; }

    /// <summary>The field of a message that gives a model its thoughts back while it calls tools: <c>reasoning_content</c> at DeepSeek.</summary>
    /// <value>Default: null, which sends none back; strict servers refuse a message with a field that they do not know.</value>
    public string? ReasoningField { get; set; }

    /// <summary>Whether a chat's <c>logprobs</c> is the number of likely tokens instead of a flag beside that number.</summary>
    /// <value>Default: false.</value>
    public bool CountedLogProbabilities { get; set; }

    /// <summary>Whether the server fetches images at an address; else they are fetched here and sent.</summary>
    /// <value>Default: true.</value>
    public bool ImageAddresses { get; set; } = true;

    /// <summary>Whether the server fetches sounds at an address in a chat; else they are fetched here and sent.</summary>
    /// <value>Default: true.</value>
    public bool AudioAddresses { get; set; } = true;

    /// <summary>Fields that this server refuses; a request that sets one gets a warning instead.</summary>
    /// <value>Default: empty.</value>
    public IList<string> OmittedFields { get; } = [];

    /// <summary>Fields that single models refuse, by the beginning of the models' ids, or behind a <c>*</c> by a part of them. Of several that fit a model the longest alone holds.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, IList<string>> ModelOmittedFields { get; } = new Dictionary<string, IList<string>>();

    /// <summary>The server's own names for fields that are single values, by OpenAI's: <c>random_seed</c> for <c>seed</c>.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> RenamedFields { get; } = new Dictionary<string, string>();

    /// <summary>The server's words for efforts of reasoning, by OpenAI's.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> ReasoningEfforts { get; } = new Dictionary<string, string>();

    /// <summary>How it goes on with an answer that broke off elsewhere.</summary>
    public OpenAICompatiblePrefill Prefill { get; } = new();

    /// <summary>In what its embeddings differ.</summary>
    public OpenAICompatibleEmbeddings Embeddings { get; } = new();

    /// <summary>In what its ranking differs.</summary>
    public OpenAICompatibleRanking Ranking { get; } = new();

    /// <summary>In what its transcriptions differ.</summary>
    public OpenAICompatibleTranscription Transcription { get; } = new();

    /// <summary>In what its images differ.</summary>
    public OpenAICompatibleImages Images { get; } = new();

    /// <summary>In what its speech differs.</summary>
    public OpenAICompatibleSpeech Speech { get; } = new();

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> ApiKeyVariables => ApiKeyVariable is null ? [] : [ApiKeyVariable, .. FurtherApiKeyVariables];

    /// <inheritdoc/>
    protected internal override bool RequiresApiKey => ApiKeyVariable is not null;

    /// <inheritdoc/>
    protected internal override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        if (BaseAddress is { IsAbsoluteUri: true } address && address.AbsolutePath.TrimEnd('/').EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add("BaseAddress: ends in /chat/completions; leave that off, the path of each task is added.");
        }

        if (MaxTokensField is not ("max_tokens" or "max_completion_tokens"))
        {
            failures.Add("MaxTokensField is neither max_tokens nor max_completion_tokens.");
        }

        Speech.Validate(failures);
    }
}
