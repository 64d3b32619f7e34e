using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>
/// Polls of FLUX: how far an image is, or where. Black Forest Labs, who make the model, answer what Fireworks passes on, so that its answers are
/// read as Fireworks'.
/// </summary>
internal static class RecordedImagePoll
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        var id = entry.Expect.GetProperty("id").GetString()!;
        using var router = new RecordedRouter(entry, RecordedRouter.Json($$"""{"request_id":"{{id}}"}"""), entry.Answer)
        {
            Provider = "fireworks-ai",
            Model = "accounts/fireworks/models/flux-kontext-pro",
        };
        var job = await router.StartAsync(InferenceTasks.TextToImage, RecordedImages.Request);

        var status = await job.GetStatusAsync(TestContext.Current.CancellationToken);

        job.Handle.JobId.Should().Be(id);
        if (entry.Expect.GetProperty("status").GetString() == "Pending")
        {
            status.Phase.Should().Be(JobPhase.Running);
            status.Fraction.Should().Be(entry.Expect.GetProperty("progress") is { ValueKind: JsonValueKind.Number } progress ? progress.GetDouble() : null);
        }
        else
        {
            status.Phase.Should().Be(JobPhase.Succeeded);
            var answer = await job.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);
            answer.Images.Should().ContainSingle().Which.Uri!.OriginalString.Should().Be(entry.Expect.GetProperty("sample").GetString());
        }
    }
}
