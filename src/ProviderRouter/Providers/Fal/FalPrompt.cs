using System.Text;

namespace ProviderRouter.Providers.Fal;

/// <summary>A chat for models that take one prompt: a conversation becomes a transcript.</summary>
internal static class FalPrompt
{
    public static string? SystemOf(ChatRequest request) =>
        string.Join("\n\n", request.Messages.Where(IsSystem).Select(static message => message.Text)) is { Length: > 0 } text ? text : null;

    public static string Of(ChatRequest request)
    {
        ChatMessage[] messages = [.. request.Messages.Where(static message => !IsSystem(message))];
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

    public static bool IsTranscript(ChatRequest request) => request.Messages.Count(static message => !IsSystem(message)) > 1;

    private static bool IsSystem(ChatMessage message) => message.Role == ChatRole.System || message.Role == ChatRole.Developer;

    // Tools are unknown to these endpoints, but what was called and what came of it can be read as text.
    private static string TextOf(ChatMessage message) => string.Join('\n', message.Role == ChatRole.Tool
        ? message.Parts.OfType<ChatToolResultPart>().Select(static part => part.Result)
        : message.ToolCalls.Select(static part => $"{part.Name}({part.Arguments})").Prepend(message.Text).Where(static line => line.Length > 0));
}
