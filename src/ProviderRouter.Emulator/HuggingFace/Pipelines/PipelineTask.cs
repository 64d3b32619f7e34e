using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>One task: what it takes and how it answers.</summary>
internal sealed record PipelineTask(string Name, InputForm Form, Func<PipelineRequest, Task> AnswerAsync)
{
    public PipelineTask(string name, InputForm form, Func<PipelineRequest, JsonNode> answer)
        : this(name, form, request => request.WriteAsync(answer(request)))
    {
    }

    /// <summary>The rules of its parameters, in the text that <see cref="ParameterRules.Parse"/> reads.</summary>
    public string Parameters
    {
        init => Rules = ParameterRules.Parse(value);
    }

    public IReadOnlyDictionary<string, FieldRule> Rules { get; private init; } = new Dictionary<string, FieldRule>();

    /// <summary>Whether its options stand at the root of the body instead of under <c>parameters</c>.</summary>
    public bool HasOptionsAtRoot { get; init; }

    /// <summary>The code that refuses parameters it does not know; null if they pass on unseen.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Whether unknown parameters reach the model's generation, which refuses them all in one message.</summary>
    public bool Generates { get; init; }
}

/// <summary>The forms of a task's inputs.</summary>
internal enum InputForm
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A text or several.</summary>
    Texts,

    /// <summary>An object of the task's own, which its code checks.</summary>
    Own,

    /// <summary>A picture, as raw bytes or as base64 in JSON.</summary>
    Image,

    /// <summary>A sound, as raw bytes or as base64 in JSON.</summary>
    Sound,
}
