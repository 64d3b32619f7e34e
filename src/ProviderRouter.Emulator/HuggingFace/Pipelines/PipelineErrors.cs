using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>The refusals of the servers behind hf-inference, which have several shapes.</summary>
internal static class PipelineErrors
{
    /// <summary>A field that is missing or wrong, found before the model is asked.</summary>
    public static WireException Field(string field, string problem) => List($"Error in `{field}`: {problem}");

    /// <summary>A list of problems, as the checks of the body give them.</summary>
    public static WireException List(string problem) => new(400, new JsonObject
    {
        ["error"] = new JsonArray(problem),
        ["warnings"] = new JsonArray(),
    });

    /// <summary>What the model's own code threw.</summary>
    public static WireException Inference(string message) => new(400, new JsonObject
    {
        ["error"] = message,
        ["warnings"] = new JsonArray("There was an inference error: " + message),
    });

    /// <summary>An error of the server for embeddings, which names its kind.</summary>
    public static WireException Embedding(int status, string message, string kind) => new(status, new JsonObject
    {
        ["error"] = message,
        ["error_type"] = kind,
    });

    public static WireException Loading(string model, TimeSpan rest) => new(503, new JsonObject
    {
        ["error"] = $"Model {model} is currently loading",
        ["estimated_time"] = Math.Round(rest.TotalSeconds, 3),
    });

    public static WireException InvalidImage(string given) =>
        Field("inputs", "Invalid image: " + (given.Length > 60 ? given[..60] + "..." : given));

    public static WireException MalformedSound() => HuggingFaceErrors.Create(400, "Malformed soundfile");
}
