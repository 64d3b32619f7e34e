using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Schemas;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>Makes text: captions, answers about pictures, and what the language models say.</summary>
internal static class FalTexts
{
    private const string Thought = "The emulator pretends to think: the user wrote something, and a synthetic answer is due.";

    public static (JsonNode Output, double Units) Make(FalCall call)
    {
        var tokens = Compose(call);
        return (Wrap(call, tokens, isPartial: false), tokens.Count / 1000.0);
    }

    /// <summary>Every state of an answer from its first token on; each holds all that has been said, and the last is the whole output.</summary>
    public static IEnumerable<JsonNode> Stream(FalCall call)
    {
        var tokens = Compose(call);
        for (var count = 1; count < tokens.Count; count++)
        {
            yield return Wrap(call, tokens[..count], isPartial: true);
        }

        yield return Wrap(call, tokens, isPartial: false);
    }

    private static JsonObject Wrap(FalCall call, List<string> tokens, bool isPartial)
    {
        var text = string.Concat(tokens);
        if (call.Model.Output == FalOutput.Caption)
        {
            return new JsonObject { ["results"] = text };
        }

        var output = new JsonObject { ["output"] = text };
        if (call.Model.Output == FalOutput.Text)
        {
            if (call.Model.Streams)
            {
                output["partial"] = isPartial;
            }

            return output;
        }

        output["reasoning"] = call.Input.Flag("reasoning") ? Thought : null;
        output["partial"] = isPartial;
        output["error"] = null;
        if (call.Model.Id.StartsWith("openrouter/", StringComparison.Ordinal) && !isPartial)
        {
            var prompt = Tokens.Count(call.Input.Prompt) + Tokens.Count(call.Input.Text("system_prompt") ?? string.Empty);
            output["usage"] = new JsonObject
            {
                ["prompt_tokens"] = prompt,
                ["completion_tokens"] = tokens.Count,
                ["total_tokens"] = prompt + tokens.Count,
                ["cost"] = (prompt + (4 * tokens.Count)) / 1e6,
            };
        }

        return output;
    }

    private static List<string> Compose(FalCall call)
    {
        var model = call.Input.Text("model") ?? call.Model.Id;
        if (model.Contains("does-not-exist", StringComparison.OrdinalIgnoreCase))
        {
            throw FalErrors.Failed(400, $"{model} is not a valid model ID", "downstream_service_error", FalInput.Node(call.Input.Root), isRetryable: false);
        }

        var sentences = new List<string> { $"This is a synthetic answer from the ProviderRouter emulator (model {model})." };
        sentences.AddRange(call.DescribePictures());
        if (call.Input.Prompt.Length > 0)
        {
            sentences.Add("You said: " + call.Input.Prompt);
        }

        var tokens = Tokens.Split(string.Join(' ', sentences));
        return call.Input.Integer("max_tokens") is > 0 and var limit ? [.. tokens.Take(limit)] : tokens;
    }
}
