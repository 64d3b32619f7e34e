namespace ProviderRouter.Tests.Tasks;

/// <summary>When a streamed continuation goes on from its text, when it begins anew, and when its break must be told.</summary>
public sealed class TextGenerationProgressTests
{
    private static readonly TextGenerationRequest Request = new() { Model = "m", Prompt = "Once ", Suffix = "The end.", MaxOutputTokens = 10 };

    public static TheoryData<string, TextGenerationRequest> NotPlain => new()
    {
        { "several", Request with { Count = 2 } },
        { "the prompt again", Request with { Echo = true } },
        { "log probabilities", Request with { LogProbabilities = 1 } },
    };

    [Fact]
    public void GoOn_Text_IsTheEndOfThePrompt()
    {
        var progress = After(Request, "upon ", "a time ");

        var next = progress.GoOn(ContinuationSupport.Rest)!;

        next.Should().BeEquivalentTo(new StreamContinuation<TextGenerationRequest, TextGenerationUpdate>
        {
            Request = Request with { Prompt = "Once upon a time ", MaxOutputTokens = 7 },
            ContinuesAnswer = true,
            Announcement = new TextGenerationStreamRestartedUpdate(Continues: true),
        });
    }

    [Theory]
    [MemberData(nameof(NotPlain))]
    public void GoOn_RequestThatNoBeginningFits_BeginsAnew(string why, TextGenerationRequest request)
    {
        _ = why;
        ShouldBeginAnew(After(request, "upon"), request, ContinuationSupport.Rest);
    }

    [Fact]
    public void GoOn_TargetThatCannot_BeginsAnew() => ShouldBeginAnew(After(Request, "upon"), Request, ContinuationSupport.None);

    [Fact]
    public void GoOn_NoText_BeginsAnew() => ShouldBeginAnew(After(Request), Request, ContinuationSupport.Rest);

    [Fact]
    public void GoOn_AfterUsageOrEnd_IsRefused()
    {
        foreach (TextGenerationUpdate update in new TextGenerationUpdate[] { new TextGenerationUsageUpdate(new()), new TextGenerationFinishedUpdate(FinishReason.Stop) })
        {
            var progress = After(Request, "upon");
            progress.Note(update).Should().BeSameAs(update);

            progress.GoOn(ContinuationSupport.Rest).Should().BeNull();
        }
    }

    [Fact]
    public void Note_TextAfterGoingOn_IsGivenWhereItIsNew()
    {
        var progress = After(Request, "upon");
        progress.Note(progress.GoOn(ContinuationSupport.Whole)!.Announcement);

        progress.Note(new TextGenerationTextUpdate("upon")).Should().BeNull();
        progress.Note(new TextGenerationTextUpdate(" a time")).Should().Be(new TextGenerationTextUpdate(" a time"));
        progress.GoOn(ContinuationSupport.Rest)!.Request.Prompt.Should().Be("Once upon a time");
    }

    [Fact]
    public void Note_BeginningAnew_DropsTheText()
    {
        var progress = After(Request, "upon");
        progress.Note(progress.GoOn(ContinuationSupport.None)!.Announcement);
        progress.Note(new TextGenerationTextUpdate("more"));

        progress.GoOn(ContinuationSupport.Rest)!.Request.Prompt.Should().Be("Once more");
    }

    [Fact]
    public void TextGenerationStream_Resume_FollowsAText() => InferenceTasks.TextGenerationStream.Resume!(Request).Should().BeOfType<TextGenerationProgress>();

    private static TextGenerationProgress After(TextGenerationRequest request, params string[] pieces)
    {
        var progress = new TextGenerationProgress(request);
        foreach (var piece in pieces)
        {
            progress.Note(new TextGenerationTextUpdate(piece));
        }

        return progress;
    }

    private static void ShouldBeginAnew(TextGenerationProgress progress, TextGenerationRequest request, ContinuationSupport support)
    {
        var next = progress.GoOn(support)!;

        next.Request.Should().BeSameAs(request);
        next.ContinuesAnswer.Should().BeFalse();
        next.Announcement.Should().Be(new TextGenerationStreamRestartedUpdate(Continues: false));
    }
}
