using System.Text;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// Writes a chat as the input of a language model at Replicate, which takes one prompt: a conversation becomes a transcript. Source: wire
/// notes of Replicate, §10.
/// </summary>
internal static class ReplicateChatCodec
{
    private const string NotSent = "Not sent: language models at Replicate have no such input; a model's own can be set by ProviderParameters.";

    public static bool IsLlava(string model) => ReplicateRoute.NameOf(model).Contains("llava", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ProviderException">The answer would mean nothing without what Replicate cannot do.</exception>
    public static void Check(TaskContext<ChatRequest> context)
    {
        var request = context.Request;
        if (request.Tools.Count > 0 && request.ToolChoice is { } choice && choice != ChatToolChoice.Auto && choice != ChatToolChoice.None)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' runs language models without tools, and the request demands a tool call; ask another provider.");
        }

        if (request.Messages.Sum(static message => message.Parts.Count(static part => part is ChatImagePart)) > 1)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes one image.");
        }

        if (request.Messages.Any(static message => message.Parts.Any(static part => part is ChatAudioPart)))
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes no audio in a chat.");
        }

        Warn(context, IsLlava(context.Model));
    }

    public static void Write(RequestJson input, ChatRequest request, string model, ReplicateImageInput? image)
    {
        var isLlava = IsLlava(model);
        var system = string.Join("\n\n", request.Messages.Where(IsSystem).Select(static message => message.Text));
        var prompt = Transcript([.. request.Messages.Where(static message => !IsSystem(message))]);
        image?.Write(input, "image");
        input.Add("prompt", isLlava && system.Length > 0 ? $"{system}\n\n{prompt}" : prompt);
        input.Add("system_prompt", isLlava || system.Length == 0 ? null : system);
        input.Add("max_tokens", request.MaxOutputTokens);
        input.Add("temperature", request.Temperature);
        input.Add("top_p", request.TopP);
        if (!isLlava)
        {
            input.Add("top_k", request.TopK);
            input.Add("presence_penalty", request.PresencePenalty);
            input.Add("frequency_penalty", request.FrequencyPenalty);
            input.Add("stop_sequences", string.Join(',', request.Stop.Where(static stop => !HasComma(stop))) is { Length: > 0 } stops ? stops : null);
            input.Add("seed", request.Seed);
        }
    }

    public static ChatImagePart? ImageOf(ChatRequest request) =>
        request.Messages.SelectMany(static message => message.Parts).OfType<ChatImagePart>().FirstOrDefault();

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == ChatRole.Developer;

    private static string Transcript(IReadOnlyList<ChatMessage> messages)
    {
        if (messages is [var only])
        {
            return TextOf(only);
        }

        var transcript = new StringBuilder();
        foreach (var message in messages)
        {
            var speaker = message.Role == ChatRole.Assistant ? "Assistant" : message.Role == ChatRole.Tool ? "Tool" : "User";
            transcript.Append(speaker).Append(": ").Append(TextOf(message)).Append('\n');
        }

        return transcript.Append("Assistant:").ToString();
    }

    // Tools are unknown to the models, but what was called and what came of it can be read as text.
    private static string TextOf(ChatMessage message) => string.Join('\n', message.Role == ChatRole.Tool
        ? message.Parts.OfType<ChatToolResultPart>().Select(static part => part.Result)
        : message.ToolCalls.Select(static part => $"{part.Name}({part.Arguments})").Prepend(message.Text).Where(static line => line.Length > 0));

    private static bool HasComma(string stop) => stop.Contains(',', StringComparison.Ordinal);

    private static void Warn(TaskContext<ChatRequest> context, bool isLlava)
    {
        var request = context.Request;
        context.WarnIf(request.Tools.Count > 0, nameof(request.Tools), NotSent);
        context.WarnIf(request.ParallelToolCalls is not null, nameof(request.ParallelToolCalls), NotSent);
        context.WarnIf(request.ResponseFormat is not null && request.ResponseFormat != ChatResponseFormat.Text, nameof(request.ResponseFormat), NotSent);
        context.WarnIf(request.MinP is not null, nameof(request.MinP), NotSent);
        context.WarnIf(request.RepetitionPenalty is not null, nameof(request.RepetitionPenalty), NotSent);
        context.WarnIf(request.LogitBias is not null, nameof(request.LogitBias), NotSent);
        context.WarnIf(request.Count > 1, nameof(request.Count), NotSent);
        context.WarnIf(request.LogProbabilities == true, nameof(request.LogProbabilities), NotSent);
        context.WarnIf(request.TopLogProbabilities is not null, nameof(request.TopLogProbabilities), NotSent);
        context.WarnIf(request.ReasoningEffort is not null, nameof(request.ReasoningEffort), NotSent);
        context.WarnIf(request.User is not null, nameof(request.User), NotSent);
        context.WarnIf(request.Messages.Any(static message => message.Name is not null), nameof(ChatMessage.Name), NotSent);
        context.WarnIf(ImageOf(request)?.Detail is not null, nameof(ChatImagePart.Detail), NotSent);
        context.WarnIf(!isLlava && request.Stop.Any(HasComma), nameof(request.Stop), "A sequence with a comma was not sent: Replicate's models take them as one list with commas between.");
        context.WarnIf(isLlava && request.TopK is not null, nameof(request.TopK), NotSent);
        context.WarnIf(isLlava && request.PresencePenalty is not null, nameof(request.PresencePenalty), NotSent);
        context.WarnIf(isLlava && request.FrequencyPenalty is not null, nameof(request.FrequencyPenalty), NotSent);
        context.WarnIf(isLlava && request.Stop.Count > 0, nameof(request.Stop), NotSent);
        context.WarnIf(isLlava && request.Seed is not null, nameof(request.Seed), NotSent);

        if (request.Messages.Count(static message => !IsSystem(message)) > 1)
        {
            context.Warn(nameof(request.Messages), "Replicate's models take one prompt: the conversation was written as a transcript.");
        }
    }
}
