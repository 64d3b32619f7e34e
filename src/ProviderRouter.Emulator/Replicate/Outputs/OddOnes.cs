using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>Models of the emulator's own, whose outputs have shapes that only their schema tells.</summary>
internal static class OddOnes
{
    public static PredictionOutput Paint(PredictionInput input)
    {
        var (width, height) = input.Text("canvas") switch { "wide" => (1344, 768), "tall" => (768, 1344), _ => (1024, 1024) };
        var scene = $"{input.Text("scene")} {input.Text("mood")}";
        var luck = (long)(input.Integer("luck") ?? 1) + (long)((input.File("starting_point")?.Hash ?? 0) & int.MaxValue);
        return PredictionOutput.List([.. Enumerable.Range(0, input.Integer("how_many") ?? 1).Select(number => new OutputFile(
            string.Create(CultureInfo.InvariantCulture, $"painting-{number}.png"),
            () => PictureFormat.Write(Picture.Draw(width, height, scene, luck + number), "png")))]);
    }

    /// <summary>An object with numbers, a list of objects, and files at several depths.</summary>
    public static PredictionOutput Survey(PredictionInput input)
    {
        var plot = input.File("plot")!;
        var labels = input.Value("labels") is { } given ? given.EnumerateArray().Select(label => label.GetString()!).ToList() : ["field", "river"];
        var masks = labels.Select((label, index) => new OutputFile(
            string.Create(CultureInfo.InvariantCulture, $"mask-{index}.png"),
            () => PictureFormat.Write(Picture.Draw(256, 256, label, index), "png"))).ToList();
        var report = new OutputFile("report.json", () => ("""{"synthetic":true}"""u8.ToArray(), "application/json"));
        return PredictionOutput.Tree([.. masks, report], address => new JsonObject
        {
            ["score"] = (plot.Hash % 1000) / 1000.0,
            ["count"] = labels.Count,
            ["ok"] = true,
            ["summary"] = new JsonObject { ["depth"] = input.Integer("depth"), ["preview"] = masks.Count > 0 ? address(masks[0]) : null },
            ["regions"] = new JsonArray([.. labels.Select((label, index) => new JsonObject
            {
                ["label"] = label,
                ["box"] = new JsonArray(index * 10, 0, 100 + (index * 10), 100),
                ["mask"] = address(masks[index]),
            })]),
            ["report"] = address(report),
        });
    }

    /// <summary>A list of objects, each with a file.</summary>
    public static PredictionOutput Frames(PredictionInput input)
    {
        var prompt = input.Prompt;
        var files = Enumerable.Range(0, input.Integer("count") ?? 1).Select(number => new OutputFile(
            string.Create(CultureInfo.InvariantCulture, $"frame-{number}.jpg"),
            () => PictureFormat.Write(Picture.Draw(512, 512, prompt, number), "jpg"))).ToList();
        return PredictionOutput.Tree(files, address => new JsonArray([.. files.Select((file, index) => new JsonObject
        {
            ["file"] = address(file),
            ["at"] = index * 0.5,
            ["tags"] = new JsonArray("synthetic", prompt),
        })]));
    }

    public static PredictionOutput Number(PredictionInput input) => PredictionOutput.Json((input.Text("text")!.Length * 1.5));
}
