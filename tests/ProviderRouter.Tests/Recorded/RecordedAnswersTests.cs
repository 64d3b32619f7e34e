using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Every recorded answer is read as the manifest expects, by the provider that it belongs to and through the real transport.</summary>
public sealed class RecordedAnswersTests
{
    private const string OtherProtocol = "OpenAI's newer Responses protocol is none that a task here speaks: every provider of the matrix chats by /v1/chat/completions.";
    private const string Collections = "Replicate's collections of models are for browsing; no task reads them.";

    /// <summary>Answers that belong to no task, each with the reason.</summary>
    internal static readonly Dictionary<string, string> NotOurs = new()
    {
        ["vercel-ai-inline/hf-router-responses.responses.should-handle-mcp-tools-with-annotations.200.06951f.json"] = OtherProtocol,
        ["vercel-ai-inline/hf-router-responses.responses.should-handle-missing-usage-gracefully.200.e823f3.json"] = OtherProtocol,
        ["vercel-ai-inline/hf-router-responses.responses.should-handle-structured-output-with-custom-name-a.200.04050b.json"] = OtherProtocol,
        ["vercel-ai-inline/hf-router-responses.responses.should-send-provider-specific-options.200.54f2d7.json"] = OtherProtocol,
        ["vercel-ai-inline/hf-router-responses.responses.should-handle-non-message-item-types.200.e3c249.sse"] = OtherProtocol,
        ["vercel-ai-inline/hf-router-responses.responses.should-stream-text-deltas.200.c384fb.sse"] = OtherProtocol,
        ["replicate-javascript-tests/replicate.other.calls-the-correct-api-route.200.d831e0.json"] = Collections,
        ["replicate-javascript-tests/replicate.other.pages-through-results.200.7e7822.json"] = Collections,
        ["replicate-javascript-tests/replicate.other.pages-through-results.200.f2bd8a.json"] = Collections,
        ["replicate-javascript-tests/replicate.other.paginates-results.200.cae7d2.json"] = "Replicate's trainings make models; no task of the matrix trains one.",
        ["replicate-javascript-tests/replicate.other.calls-the-correct-api-route.200.4b6a44.json"] = "Replicate's list of hardware is for those who deploy models; no task reads it.",
    };

    private static readonly Dictionary<string, Func<RecordedEntry, Task>> Decoders = new()
    {
        ["chat"] = RecordedChat.CheckAsync,
        ["chat-stream"] = RecordedChatStream.CheckAsync,
        ["text-completion"] = RecordedCompletion.CheckAsync,
        ["text-completion-stream"] = RecordedCompletionStream.CheckAsync,
        ["text-generation-stream"] = RecordedCompletionStream.CheckAsync,
        ["embeddings"] = RecordedEmbeddings.CheckAsync,
        ["numbers"] = RecordedNumbers.CheckAsync,
        ["images"] = RecordedImages.CheckAsync,
        ["async-image-poll"] = RecordedImagePoll.CheckAsync,
        ["media"] = RecordedVideo.CheckAsync,
        ["media-bytes"] = RecordedFile.CheckAsync,
        ["transcription"] = RecordedTranscription.CheckAsync,
        ["hf-task"] = RecordedHfTask.CheckAsync,
        ["replicate-prediction"] = RecordedPrediction.CheckAsync,
        ["queue-submit-or-status"] = RecordedQueue.CheckAsync,
        ["hub-provider-mapping"] = RecordedHubMapping.CheckAsync,
        ["error"] = RecordedError.CheckAsync,
        ["error-in-200"] = RecordedError.CheckAsync,
        ["text"] = RecordedText.CheckAsync,
        ["json"] = RecordedJson.CheckAsync,
    };

    /// <summary>All files but those that are not ours.</summary>
    public static TheoryData<string> Files => Fixture.FilesOf(Fixture.All.Where(entry => !NotOurs.ContainsKey(entry.GetProperty("file").GetString()!)));

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = Fixture.Missing)]
    [MemberData(nameof(Files))]
    public async Task SendAsync_RecordedAnswer_IsReadAsExpected(string file)
    {
        var entry = new RecordedEntry(file);

        Decoders.Should().ContainKey(entry.Kind, "each kind is read");
        await Decoders[entry.Kind](entry);
    }

    [Fact(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = Fixture.Missing)]
    public void NotOurs_EachFile_IsInTheManifest() =>
        Fixture.All.Select(entry => entry.GetProperty("file").GetString()).Should().Contain(NotOurs.Keys).And.HaveCount(Files.Count + NotOurs.Count);
}
