using System.Diagnostics;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Changes a picture by a sentence, and saves the new one.</summary>
internal static class EditCommand
{
    public const string DefaultModel = "timbrooks/instruct-pix2pix";

    public static async Task<int> RunAsync(IInferenceClient client, string file, string prompt, string? model, string? output, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var picture = MediaContent.FromFile(file);
        var startedAt = Stopwatch.GetTimestamp();
        var (answer, path) = await Report.WaitAsync($"{model} is changing {Path.GetFileName(file)} …", async () =>
        {
            var image = await client.EditImageAsync(model, picture, prompt, cancellationToken);
            return (image, await Output.SaveAsync(image.Image, output ?? Output.PathFor(model), cancellationToken));
        });
        Report.Print(model, answer.Info, startedAt, path);
        return ExitCode.Ok;
    }
}
