namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>What requests can say to models that write. Source: wire notes of Replicate, §10.</summary>
internal static class ReplicateTextFields
{
    public static ReplicateField Prompt { get; } = new("prompt", "message", "text", "input", "inputs", "query");

    public static ReplicateField SystemPrompt { get; } = new("system_prompt", "system", "system_message", "system_instruction");

    /// <summary>How a prompt is wrapped before the model sees it.</summary>
    public static ReplicateField PromptTemplate { get; } = ReplicateField.Rare("prompt_template");

    public static ReplicateField Image { get; } = new("image", "image_input", "images", "input_images", "input_image", "image_url", "img", "media");

    public static ReplicateField MaxTokens { get; } = new("max_tokens", "max_new_tokens", "max_output_tokens", "max_completion_tokens", "max_length", "max_tokens_to_sample");

    public static ReplicateField Temperature { get; } = new("temperature");

    public static ReplicateField TopP { get; } = new("top_p");

    public static ReplicateField TopK { get; } = new("top_k");

    public static ReplicateField MinP { get; } = ReplicateField.Rare("min_p");

    public static ReplicateField PresencePenalty { get; } = new("presence_penalty");

    public static ReplicateField FrequencyPenalty { get; } = new("frequency_penalty");

    public static ReplicateField RepetitionPenalty { get; } = ReplicateField.Rare("repetition_penalty", "repeat_penalty");

    public static ReplicateField Stop { get; } = new("stop_sequences", "stop", "stop_sequence", "stop_words");

    public static ReplicateField Seed { get; } = new("seed", "random_seed");

    public static ReplicateField ReasoningEffort { get; } = ReplicateField.Rare("reasoning_effort");

    /// <summary>What is asked about an image.</summary>
    public static ReplicateField Question { get; } = new("prompt", "question", "query", "text", "instruction", "input_text");

    /// <summary>What is asked of a model that can do several things with an image, by its word for it.</summary>
    public static ReplicateField Task { get; } = ReplicateField.Rare("task", "task_input", "task_type");

    /// <summary>Whether an image is described instead of a question answered.</summary>
    public static ReplicateField Caption { get; } = ReplicateField.Rare("caption");
}
