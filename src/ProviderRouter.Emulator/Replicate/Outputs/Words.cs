using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Chat;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Models that write.</summary>
internal static class Words
{
    /// <summary>A language model, with or without eyes: its text comes in pieces.</summary>
    public static PredictionOutput Tokens(PredictionInput input) => Pieces(input, []);

    /// <summary>The same from a model whose first piece is empty, as Llama's is.</summary>
    public static PredictionOutput TokensAfterNothing(PredictionInput input) => Pieces(input, [""]);

    /// <summary>BLIP: one string, its meaning led by a word that depends on the task.</summary>
    public static PredictionOutput Caption(PredictionInput input)
    {
        var seen = input.File("image")!.Describe();
        return PredictionOutput.Json((JsonNode)(input.Text("task") switch
        {
            "visual_question_answering" when input.Text("question") is { Length: > 0 } question => $"Answer: {Lower(seen)} (asked: {question})",
            "visual_question_answering" => throw new PredictionFailedException("Please type in a question for visual question answering task."),
            "image_text_matching" when input.Text("caption") is { Length: > 0 } caption => Matching(input, caption),
            "image_text_matching" => throw new PredictionFailedException("Please type in a caption for mage text matching task."),
            _ => "Caption: " + Lower(seen),
        }));
    }

    /// <summary>BLIP-2: one string and nothing before it.</summary>
    public static PredictionOutput Answer(PredictionInput input)
    {
        var seen = Lower(input.File("image")!.Describe());
        return PredictionOutput.Json((JsonNode)(input.Flag("caption") ? seen : $"{seen} (asked: {input.Text("question")})"));
    }

    public static PredictionOutput Hello(PredictionInput input) => PredictionOutput.Json((JsonNode)$"hello {input.Text("text")}");

    private static PredictionOutput Pieces(PredictionInput input, IReadOnlyList<string> before)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"This is a synthetic answer from the ProviderRouter emulator (model {input.Model.Id}).");
        foreach (var field in (string[])["image", "images", "image_input"])
        {
            foreach (var image in input.Files(field))
            {
                text.Append(' ').Append(image.Describe());
            }
        }

        text.Append(CultureInfo.InvariantCulture, $" You said: {input.Prompt}");
        var whole = Cut(text.ToString(), input.Text("stop_sequences"));
        IEnumerable<string> tokens = [.. before, .. Chat.Tokens.Split(whole)];
        if ((input.Integer("max_tokens") ?? input.Integer("max_new_tokens") ?? input.Integer("max_completion_tokens")) is > 0 and var limit)
        {
            tokens = tokens.Take(limit);
        }

        var written = tokens.ToList();
        return PredictionOutput.Text(written)
            .Counting("input_token_count", Chat.Tokens.Count(input.Prompt))
            .Counting("output_token_count", written.Count);
    }

    private static string Matching(PredictionInput input, string caption)
    {
        var share = (input.File("image")!.Hash ^ Media.StableHash.Of(caption)) % 1000 / 1000.0;
        return string.Create(
            CultureInfo.InvariantCulture, $"The image and text is matched with a probability of {share:0.0000}.\nThe image feature and text feature has a cosine similarity of {share / 2:0.0000}.");
    }

    /// <summary>Ends a text before the first of some words, which are parted by commas.</summary>
    private static string Cut(string text, string? stops)
    {
        foreach (var stop in stops?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            text = at < 0 ? text : text[..at];
        }

        return text;
    }

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..].TrimEnd('.');
}
