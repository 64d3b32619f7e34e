using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>What a prediction comes to: a text in pieces, or JSON in which files stand as addresses.</summary>
internal sealed class PredictionOutput
{
    private readonly Func<Func<OutputFile, string>, JsonNode?> _write;

    private PredictionOutput(Func<Func<OutputFile, string>, JsonNode?> write) => _write = write;

    /// <summary>The pieces of a text, in their order; empty for other outputs.</summary>
    public IReadOnlyList<string> Tokens { get; private init; } = [];

    public IReadOnlyList<OutputFile> Files { get; private init; } = [];

    /// <summary>What the model counted; it joins the prediction's metrics.</summary>
    public JsonObject Metrics { get; } = [];

    public static PredictionOutput Text(IReadOnlyList<string> tokens) =>
        new(_ => new JsonArray([.. tokens.Select(token => (JsonNode)token)])) { Tokens = tokens };

    /// <summary>JSON without files.</summary>
    public static PredictionOutput Json(JsonNode value) => new(_ => value.DeepClone());

    public static PredictionOutput File(OutputFile file) => new(address => address(file)) { Files = [file] };

    public static PredictionOutput List(IReadOnlyList<OutputFile> files) =>
        new(address => new JsonArray([.. files.Select(file => (JsonNode)address(file))])) { Files = files };

    /// <summary>JSON in which files stand somewhere.</summary>
    public static PredictionOutput Tree(IReadOnlyList<OutputFile> files, Func<Func<OutputFile, string>, JsonNode> write) =>
        new(write) { Files = files };

    public PredictionOutput Counting(string metric, JsonNode value)
    {
        Metrics[metric] = value;
        return this;
    }

    /// <summary>The output with each file as its address.</summary>
    public JsonNode? Write(Func<OutputFile, string> address) => _write(address);
}
