using System.Text;
using System.Text.Json;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.Fal.FalWire;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>Recorded answers of fal's models, each played as the result of a job.</summary>
public sealed class FalRecordedTests
{
    public static TheoryData<string> Images => FilesOf("images");

    public static TheoryData<string> Videos => FilesOf("media");

    [Fact]
    public void Files_WhereThereAreAny_AreAllOfThem()
    {
        Assert.SkipUnless(Fixture.Exist, "There are no recorded answers here.");
        (Images.Count, Videos.Count, FilesOf("transcription").Count, FilesOf("error").Count, FilesOf("queue-submit-or-status").Count, FilesOf("json").Count).Should().Be((13, 2, 1, 1, 1, 1));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Images))]
    public async Task GenerateImageAsync_RecordedResult_IsDecodedAsExpected(string file)
    {
        var (model, body, expect) = Read(file);
        using var wire = new FalWire().ThenJob(body);

        var answer = await wire.ImageAsync(new() { Model = model, Prompt = "as sent" });

        var items = expect.GetProperty("items").EnumerateArray().ToList();
        answer.Images.Select(image => (image.Uri!.OriginalString, image.ContentType, image.Width, image.Height)).Should().Equal(
            items.Select(item => (item.GetProperty("url").GetString()!, item.GetProperty("content_type").GetString(), (int?)item.GetProperty("width").GetInt32(), (int?)item.GetProperty("height").GetInt32())));
        answer.Images.Should().HaveCount(expect.GetProperty("count").GetInt32());
        answer.Seed.Should().Be(expect.TryGetProperty("seed", out var seed) && seed.TryGetInt64(out var number) ? number : null);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Videos))]
    public async Task GenerateVideoAsync_RecordedResult_IsDecodedAsExpected(string file)
    {
        var (model, body, expect) = Read(file);
        using var wire = new FalWire().ThenJob(body);

        var answer = await wire.Client.GenerateVideoAsync(OnFal(new TextToVideoRequest { Model = model, Prompt = "a dog" }), TestContext.Current.CancellationToken);

        answer.Video.Uri!.OriginalString.Should().Be(expect.GetProperty("urls")[0].GetString());
        answer.Video.ContentType.Should().Be("video/mp4", "the name tells what the type does not");
    }

    [Fact]
    public async Task TranscribeAsync_RecordedResult_IsDecodedAsExpected()
    {
        Assert.SkipUnless(Fixture.Exist, "There are no recorded answers here.");
        var (model, body, expect) = Read(FilesOf("transcription").Single());
        using var wire = new FalWire().ThenJob(body);

        var answer = await wire.Client.TranscribeAsync(
            OnFal(new SpeechToTextRequest { Model = model, Audio = MediaContent.FromUri(new("https://files.example/a.flac")) }), TestContext.Current.CancellationToken);

        answer.Text.Should().Be(expect.GetProperty("text").GetString());
        answer.Segments.Should().HaveCount(expect.GetProperty("chunks").GetInt32());
        (answer.Segments[0].Start, answer.Segments[0].End).Should().Be((TimeSpan.FromSeconds(0.36), TimeSpan.FromSeconds(9.62)));
    }

    [Fact]
    public async Task GenerateImageAsync_RecordedError_IsTheJobsFailure()
    {
        Assert.SkipUnless(Fixture.Exist, "There are no recorded answers here.");
        var (model, body, _) = Read(FilesOf("error").Single());
        using var wire = new FalWire().ThenDone().Then(422, body);

        var failure = await wire.ImageFailsAsync<JobException>(new() { Model = model, Prompt = "a cat" });

        failure.Kind.Should().Be(ErrorKind.JobFailed);
        failure.Message.Should().Contain("Target modules {");
    }

    [Fact]
    public async Task TranscribeAsync_RecordedSubmission_IsFollowedWhereItSays()
    {
        Assert.SkipUnless(Fixture.Exist, "There are no recorded answers here.");
        var (_, body, expect) = Read(FilesOf("queue-submit-or-status").Single());
        using var wire = new FalWire().Then(200, body).Then(200, Status("COMPLETED")).Then(200, """{"text":"Hi"}""");

        var job = await wire.Client.StartAsync(
            InferenceTasks.SpeechToText,
            OnFal(new SpeechToTextRequest { Model = "fal-ai/wizper", Audio = MediaContent.FromUri(new("https://files.example/a.flac")) }),
            cancellationToken: TestContext.Current.CancellationToken);
        await job.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        job.Handle.JobId.Should().Be(expect.GetProperty("requestId").GetString());
        wire.Lines.Should().Equal(
            "POST https://queue.fal.run/fal-ai/wizper",
            "GET https://queue.fal.run/fal-ai/wizper/requests/test-id/status?logs=1",
            $"GET {expect.GetProperty("responseUrl").GetString()}");
    }

    [Fact]
    public async Task GenerateImageAsync_AnswerThatNamesNoJob_IsBadResponse()
    {
        using var wire = new FalWire().Then(200, "{}");

        (await wire.ImageFailsAsync<ProviderException>()).Kind.Should().Be(ErrorKind.BadResponse);
    }

    private static TheoryData<string> FilesOf(string kind) =>
        [.. Fixture.Entries(kind).Where(entry => entry.GetProperty("provider").GetString() == "fal-ai").Select(entry => entry.GetProperty("file").GetString()!)];

    private static (string Model, string Body, JsonElement Expect) Read(string file)
    {
        var entry = Fixture.Entry(file);
        return (new Uri(entry.GetProperty("endpoint").GetString()!).AbsolutePath[1..], Encoding.UTF8.GetString(Fixture.Read(entry)), entry.GetProperty("expect"));
    }
}
