using System.Net;
using System.Text.Json;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Errors of every task: the server's own words, what kind of failure they are, and when to come back.</summary>
internal static class RecordedError
{
    private const int LongestMessage = 500; // a longer one is cut in the exception's message

    // What was asked for, by what an entry says of itself, the first that fits.
    private static readonly (Predicate<RecordedEntry> Fits, Func<RecordedRouter, Task> AskAsync)[] Asks =
    [
        (entry => entry.Task == "text-to-image", router => router.SendAsync(InferenceTasks.TextToImage, RecordedImages.Request)),
        (entry => entry.Provider == "replicate", router => router.SendAsync(InferenceTasks.TextToImage, RecordedImages.Request)),
        (entry => entry.Task is "embeddings" or "feature-extraction", router => router.SendAsync(InferenceTasks.Embeddings, new() { Inputs = ["x"] })),
        (entry => entry.Task == "text-completion", router => router.SendAsync(InferenceTasks.TextGeneration, RecordedCompletion.Request)),
        (entry => entry.Task == "question-answering", router => router.SendAsync(InferenceTasks.QuestionAnswering, new() { Question = "q", Context = "c" })),
        (entry => entry.Endpoint.Contains("vit-base", StringComparison.Ordinal), router => router.SendAsync(InferenceTasks.ImageClassification, new() { Image = RecordedHfTask.Image })),
        (entry => entry.Endpoint.Contains("paraphrase", StringComparison.Ordinal), router => router.SendAsync(InferenceTasks.SentenceSimilarity, new() { SourceSentence = "s", Sentences = ["t"] })),
        (entry => entry.Endpoint.Contains("vits", StringComparison.Ordinal), router => router.SendAsync(InferenceTasks.TextToSpeech, new() { Text = "Hello world" })),
        (entry => entry.Endpoint.Contains("conll03", StringComparison.Ordinal), router => router.SendAsync(InferenceTasks.TokenClassification, new() { Text = "t" })),
        (entry => entry.Endpoint.Contains("sst-2", StringComparison.Ordinal), router => router.SendAsync(InferenceTasks.TextClassification, new() { Text = "t" })),
        (entry => entry.Endpoint.Contains("sepformer", StringComparison.Ordinal), router => router.SendAsync(InferenceTasks.Raw, new() { Input = [] })),
        (entry => entry.Task == "hf-task", router => router.SendAsync(InferenceTasks.TextGeneration, RecordedCompletion.Request)),
        (_ => true, router => router.SendAsync(InferenceTasks.Chat, RecordedChat.Request)),
    ];

    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);
        var ask = Array.Find(Asks, ask => ask.Fits(entry)).AskAsync;

        var failure = (await FluentActions.Awaiting(() => ask(router)).Should().ThrowAsync<ProviderException>()).Which;

        var error = entry.Expect.GetProperty("error");
        failure.StatusCode.Should().Be(entry.Status);
        failure.Kind.Should().Be(KindOf(entry.Status));
        failure.Message.Should().Contain(Shown(error.GetProperty("message").GetString()!));
        failure.ErrorCode.Should().Be(CodeOf(error) ?? failure.ErrorCode, "the manifest does not state every code");
        failure.ResponseBody.Should().StartWith(entry.Text[..Math.Min(entry.Text.Length, LongestMessage)]);
        (failure.RetryAfter is not null).Should().Be(entry.Text.Contains("estimated_time", StringComparison.Ordinal), "a loading model says how long it loads");
    }

    // An error in an accepted answer has no status of its own: the server failed.
    private static ErrorKind KindOf(HttpStatusCode status) => (int)status switch
    {
        401 => ErrorKind.Authentication,
        404 => ErrorKind.ModelNotFound,
        429 => ErrorKind.RateLimited,
        200 or 503 => ErrorKind.Unavailable,
        _ => ErrorKind.InvalidRequest,
    };

    private static string Shown(string message)
    {
        var line = message.Trim().ReplaceLineEndings(" ");
        return line.Length > LongestMessage ? line[..LongestMessage] : line;
    }

    private static string? CodeOf(JsonElement error) => Word(error, "code") ?? Word(error, "type");

    private static string? Word(JsonElement error, string name) =>
        error.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String && word.GetString() is { Length: > 0 } text ? text : null;
}
