using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Makes a video and saves it: a job, started once and waited for, whose progress shows meanwhile.</summary>
internal static class VideoCommand
{
    public const string DefaultModel = "Wan-AI/Wan2.2-T2V-A14B";

    public static async Task<int> RunAsync(IInferenceClient client, string prompt, string? model, string? output, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var startedAt = Stopwatch.GetTimestamp();
        var job = await client.StartAsync(InferenceTasks.TextToVideo, new() { Model = model, Prompt = prompt }, cancellationToken: cancellationToken);
        var (answer, path) = await AnsiConsole.Status().StartAsync($"{model}: job {job.Handle.JobId} …", async shown =>
        {
            var video = await job.WaitAsync(new Watch(status => shown.Status = Markup.Escape($"{model}: {Describe(status)} …")), cancellationToken);
            return (video, await Output.SaveAsync(video.Video, output ?? Output.PathFor(model), cancellationToken));
        });
        AnsiConsole.MarkupLineInterpolated($"[grey]job {job.Handle.JobId} at {job.Handle.Provider}; its handle would have let another process wait for it[/]");
        Report.Print(model, answer.Info, startedAt, path);
        return ExitCode.Ok;
    }

    private static string Describe(JobStatus status) => string.Create(CultureInfo.InvariantCulture, $"{status.Phase}, {status.Elapsed.TotalSeconds:0} s")
        + (status.QueuePosition is { } position ? string.Create(CultureInfo.InvariantCulture, $", {position} before it") : "")
        + (status.Fraction is { } fraction ? string.Create(CultureInfo.InvariantCulture, $", {fraction:P0}") : "");

    // Progress<T> would report on the thread pool, in any order.
    private sealed class Watch(Action<JobStatus> report) : IProgress<JobStatus>
    {
        public void Report(JobStatus value) => report(value);
    }
}
