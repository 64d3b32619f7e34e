namespace ProviderRouter.Tests.Recorded;

/// <summary>Completions of a text.</summary>
internal static class RecordedCompletion
{
    public static TextGenerationRequest Request => new() { Prompt = "Paris is" };

    public static async Task CheckAsync(RecordedEntry entry)
    {
        using var router = new RecordedRouter(entry);

        var answer = await router.SendAsync(InferenceTasks.TextGeneration, Request);

        answer.Choices.Select(ExpectedChoice.Of).Should().BeEquivalentTo(entry.Expect.GetProperty("choices").EnumerateArray().Select(ExpectedChoice.Of), order => order.WithStrictOrdering());
        ExpectedUsage.Check(answer.Info.Usage, entry.Expect);
    }
}
