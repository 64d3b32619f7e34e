using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Writes down what a sound file says.</summary>
internal static class TranscribeCommand
{
    public const string DefaultModel = "openai/whisper-large-v3";

    public static async Task<int> RunAsync(IInferenceClient client, string file, string? model, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var sound = MediaContent.FromFile(file);
        var startedAt = Stopwatch.GetTimestamp();
        var answer = await Report.WaitAsync(
            $"{model} is listening to {Path.GetFileName(file)} …",
            () => client.TranscribeAsync(new() { Model = model, Audio = sound, Timestamps = TimestampGranularity.Segment }, cancellationToken));
        AnsiConsole.WriteLine(answer.Text);
        Report.Print(model, answer.Info, startedAt, string.Create(CultureInfo.InvariantCulture, $"{answer.Text.Length} characters in {answer.Segments.Count} segments"));
        return ExitCode.Ok;
    }
}
