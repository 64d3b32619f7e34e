using System.Text;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Plain text: what an output's address holds, or an answer that is called JSON and is none.</summary>
internal static class RecordedText
{
    public static async Task CheckAsync(RecordedEntry entry)
    {
        var text = entry.Expect.GetProperty("text").GetString();
        if (entry.Provider == "replicate")
        {
            using var replicate = new RecordedRouter(entry, RecordedRouter.Json("""{"id":"p1","status":"succeeded","output":"https://replicate.delivery/x/out.txt"}"""), entry.Answer);
            var answer = await replicate.SendAsync(InferenceTasks.Raw, new() { Input = new() { ["prompt"] = "a whale" } });
            var bytes = await answer.Files.Should().ContainSingle().Which.ReadBytesAsync(TestContext.Current.CancellationToken);
            Encoding.UTF8.GetString(bytes.Span).Should().Be(text);
            return;
        }

        using var router = new RecordedRouter(entry);
        var failure = (await FluentActions.Awaiting(() => router.SendAsync(InferenceTasks.Raw, new() { Input = [] })).Should().ThrowAsync<ProviderException>()).Which;
        failure.Kind.Should().Be(ErrorKind.BadResponse);
        failure.ResponseBody.Should().Be(text, "its words are kept");
    }
}
