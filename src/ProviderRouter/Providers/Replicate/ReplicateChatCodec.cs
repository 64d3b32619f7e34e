using System.Text;
using ProviderRouter.Providers.Replicate.Inputs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>
/// Writes a chat as the input of a language model at Replicate, which takes one prompt: a conversation becomes a transcript. Source: wire
/// notes of Replicate, §10.
/// </summary>
internal static class ReplicateChatCodec
{
    private const string NotSent = "Not sent: language models at Replicate have no such input; a model's own can be set by ProviderParameters.";

    /// <exception cref="ProviderException">The answer would mean nothing without what Replicate, or the model, cannot do.</exception>
    public static async ValueTask<Action<RequestJson>> EncodeAsync(ReplicateWay way, TaskContext<ChatRequest> context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        Check(context);
        Warn(context);
        var input = await way.BeginAsync(context, cancellationToken).ConfigureAwait(false);
        await AddImagesAsync(way, context, input, cancellationToken).ConfigureAwait(false);
        AddPrompt(input, request);
        input.Add(nameof(request.MaxOutputTokens), ReplicateTextFields.MaxTokens, request.MaxOutputTokens);
        input.Add(nameof(request.Temperature), ReplicateTextFields.Temperature, request.Temperature);
        input.Add(nameof(request.TopP), ReplicateTextFields.TopP, request.TopP);
        input.Add(nameof(request.TopK), ReplicateTextFields.TopK, request.TopK);
        input.Add(nameof(request.MinP), ReplicateTextFields.MinP, request.MinP);
        input.Add(nameof(request.PresencePenalty), ReplicateTextFields.PresencePenalty, request.PresencePenalty);
        input.Add(nameof(request.FrequencyPenalty), ReplicateTextFields.FrequencyPenalty, request.FrequencyPenalty);
        input.Add(nameof(request.RepetitionPenalty), ReplicateTextFields.RepetitionPenalty, request.RepetitionPenalty);
        ReplicateStops.Add(input, nameof(request.Stop), request.Stop);
        input.Add(nameof(request.Seed), ReplicateTextFields.Seed, request.Seed);
        input.Add(nameof(request.ReasoningEffort), ReplicateTextFields.ReasoningEffort, request.ReasoningEffort?.Value);
        return input.Done();
    }

    private static void Check(TaskContext<ChatRequest> context)
    {
        var request = context.Request;
        if (request.Tools.Count > 0 && request.ToolChoice is { } choice && choice != ChatToolChoice.Auto && choice != ChatToolChoice.None)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' runs language models without tools, and the request demands a tool call; ask another provider.");
        }

        if (request.ResponseFormat?.Schema is not null)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}' holds no language model to a JSON schema, and an answer without it could not be read; ask another provider.");
        }

        if (request.Messages.Any(static message => message.Parts.Any(static part => part is ChatAudioPart)))
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes no audio in a chat.");
        }
    }

    private static async ValueTask AddImagesAsync(ReplicateWay way, TaskContext<ChatRequest> context, ReplicateInputWriter input, CancellationToken cancellationToken)
    {
        var images = context.Request.Messages.SelectMany(static message => message.Parts).OfType<ChatImagePart>().ToList();
        if (images.Count == 0)
        {
            return;
        }

        var place = input.Require(ReplicateTextFields.Image, "image", ReplicateInputKind.File);
        if (images.Count > 1 && place.Kind != ReplicateInputKind.List)
        {
            throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes one image.");
        }

        var files = new List<ReplicateFile>(images.Count);
        foreach (var image in images)
        {
            files.Add(await way.InputFiles.ReadyAsync(context, image.Image, cancellationToken).ConfigureAwait(false));
        }

        input.Put(place, files);
        context.WarnIf(images.Exists(static image => image.Detail is not null), nameof(ChatImagePart.Detail), NotSent);
    }

    // A model without an input for it reads the system's words before the user's.
    private static void AddPrompt(ReplicateInputWriter input, ChatRequest request)
    {
        var system = string.Join("\n\n", request.Messages.Where(IsSystem).Select(static message => message.Text));
        var prompt = Transcript([.. request.Messages.Where(static message => !IsSystem(message))]);
        var hasSystem = system.Length > 0 && input.Has(ReplicateTextFields.SystemPrompt);
        input.Put(nameof(request.Messages), input.Require(ReplicateTextFields.Prompt, "text", ReplicateInputKind.Text), system.Length > 0 && !hasSystem ? $"{system}\n\n{prompt}" : prompt);
        if (hasSystem)
        {
            input.Add(nameof(request.Messages), ReplicateTextFields.SystemPrompt, system);
        }
    }

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

    private static void Warn(TaskContext<ChatRequest> context)
    {
        var request = context.Request;
        context.WarnIf(request.Tools.Count > 0, nameof(request.Tools), NotSent);
        context.WarnIf(request.ParallelToolCalls is not null, nameof(request.ParallelToolCalls), NotSent);
        context.WarnIf(request.ResponseFormat is not null && request.ResponseFormat != ChatResponseFormat.Text, nameof(request.ResponseFormat), NotSent);
        context.WarnIf(request.LogitBias is not null, nameof(request.LogitBias), NotSent);
        context.WarnIf(request.Count > 1, nameof(request.Count), NotSent);
        context.WarnIf(request.LogProbabilities == true, nameof(request.LogProbabilities), NotSent);
        context.WarnIf(request.TopLogProbabilities is not null, nameof(request.TopLogProbabilities), NotSent);
        context.WarnIf(request.User is not null, nameof(request.User), NotSent);
        context.WarnIf(request.Messages.Any(static message => message.Name is not null), nameof(ChatMessage.Name), NotSent);
        if (request.Messages.Count(static message => !IsSystem(message)) > 1)
        {
            context.Warn(nameof(request.Messages), "Replicate's models take one prompt: the conversation was written as a transcript.");
        }
    }
}
