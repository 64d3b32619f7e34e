using System.Diagnostics;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Makes a picture and saves it.</summary>
internal static class ImageCommand
{
    public const string DefaultModel = "stabilityai/stable-diffusion-xl-base-1.0";

    public static async Task<int> RunAsync(IInferenceClient client, string prompt, string? model, string? output, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var startedAt = Stopwatch.GetTimestamp();
        var (answer, path) = await Report.WaitAsync($"{model} is painting …", async () =>
        {
            var image = await client.GenerateImageAsync(model, prompt, cancellationToken);
            return (image, await Output.SaveAsync(image.Image, output ?? Output.PathFor(model), cancellationToken));
        });
        Report.Print(model, answer.Info, startedAt, path);
        return ExitCode.Ok;
    }
}
