namespace ProviderRouter.Tests.Tasks;

/// <summary>When a streamed chat goes on from its text, when it begins anew, and when its break must be told.</summary>
public sealed class ChatProgressTests
{
    private static readonly ChatRequest Request = new() { Model = "m", Messages = [ChatMessage.User("Hi")], Temperature = 0.5, Seed = 7 };

    public static TheoryData<string, ChatRequest> NotPlain => new()
    {
        { "several answers", Request with { Count = 2 } },
        { "tools", Request with { Tools = [new() { Name = "look" }] } },
        { "JSON", Request with { ResponseFormat = ChatResponseFormat.Json } },
        { "a model that is told to think", Request with { ReasoningEffort = ReasoningEffort.Low } },
        { "log probabilities", Request with { LogProbabilities = true } },
        { "likely tokens", Request with { TopLogProbabilities = 2 } },
        { "a conversation that ends with the model's words", Request with { Messages = [ChatMessage.User("Hi"), ChatMessage.Assistant("Well,")] } },
    };

    public static TheoryData<ChatUpdate> Settling =>
    [
        new ChatToolCallUpdate { CallIndex = 0, Id = "c1", Name = "look" },
        new ChatUsageUpdate(new()),
        new ChatFinishedUpdate(FinishReason.Stop),
        new ChatFinishedUpdate(FinishReason.Stop) { ChoiceIndex = 1 },
    ];

    public static TheoryData<ChatUpdate> BesideText => [new ChatReasoningUpdate("hm"), new ChatRefusalUpdate("no")];

    [Theory]
    [InlineData(ContinuationSupport.Rest)]
    [InlineData(ContinuationSupport.Whole)]
    public void GoOn_TextAlone_IsTheBeginningOfTheAnswer(ContinuationSupport support)
    {
        var progress = After(Request, new ChatTextUpdate("Hello, "), new ChatTextUpdate("you \n"));

        var next = progress.GoOn(support)!;

        next.Should().BeEquivalentTo(new StreamContinuation<ChatRequest, ChatUpdate>
        {
            Request = Request with { Messages = [ChatMessage.User("Hi"), ChatMessage.Assistant("Hello, you")] },
            ContinuesAnswer = true,
            Announcement = new ChatStreamRestartedUpdate(Continues: true),
        });
        Request.Messages.Should().ContainSingle("the caller's own request stays as it is");
    }

    [Fact]
    public void GoOn_TargetThatCannot_BeginsAnew() => ShouldBeginAnew(After(Request, new ChatTextUpdate("Hello")), Request, ContinuationSupport.None);

    [Theory]
    [MemberData(nameof(NotPlain))]
    public void GoOn_RequestThatNoBeginningFits_BeginsAnew(string why, ChatRequest request)
    {
        _ = why;
        ShouldBeginAnew(After(request, new ChatTextUpdate("Hello")), request);
    }

    [Fact]
    public void GoOn_ToolsThatMayNotBeCalledAndFreeText_GoesOn()
    {
        var request = Request with { Tools = [new() { Name = "look" }], ToolChoice = ChatToolChoice.None, ResponseFormat = ChatResponseFormat.Text, Count = 1, LogProbabilities = false };

        After(request, new ChatTextUpdate("Hello")).GoOn(ContinuationSupport.Rest)!.ContinuesAnswer.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(BesideText))]
    public void GoOn_MoreThanTextWasShown_BeginsAnew(ChatUpdate update) => ShouldBeginAnew(After(Request, update, new ChatTextUpdate("Hello")), Request);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void GoOn_NoText_BeginsAnew(string text) => ShouldBeginAnew(text.Length == 0 ? After(Request) : After(Request, new ChatTextUpdate(text)), Request);

    [Theory]
    [MemberData(nameof(Settling))]
    public void GoOn_CallerMayHaveActed_IsRefused(ChatUpdate update)
    {
        var progress = After(Request, new ChatTextUpdate("Hello"), update);

        progress.GoOn(ContinuationSupport.Rest).Should().BeNull();
        progress.GoOn(ContinuationSupport.None).Should().BeNull();
    }

    [Theory]
    [InlineData(10, 7)]
    [InlineData(3, 1)]
    [InlineData(1, 1)]
    public void GoOn_LimitOfTokens_IsForTheWholeAnswer(int limit, int left)
    {
        var progress = After(Request with { MaxOutputTokens = limit }, new ChatTextUpdate("twelve bytes"));

        progress.GoOn(ContinuationSupport.Rest)!.Request.MaxOutputTokens.Should().Be(left);
        progress.GoOn(ContinuationSupport.None)!.Request.MaxOutputTokens.Should().Be(limit);
    }

    [Fact]
    public void Note_EachUpdate_IsGivenAsItCame()
    {
        var progress = new ChatProgress(Request);
        ChatUpdate[] updates = [new ChatTextUpdate("a"), new ChatReasoningUpdate("b"), new ChatStreamRestartedUpdate(true), new ChatFinishedUpdate(FinishReason.Stop)];

        updates.Should().AllSatisfy(update => progress.Note(update).Should().BeSameAs(update));
    }

    [Fact]
    public void Note_WhatTheCallerHas_IsNotGivenAgain()
    {
        var progress = After(Request, new ChatTextUpdate("Hello "));
        progress.Note(progress.GoOn(ContinuationSupport.Whole)!.Announcement);
        var info = new ResponseInfo { Provider = "second" };

        progress.Note(new ChatTextUpdate("Hel")).Should().BeNull();
        progress.Note(new ChatTextUpdate("lo world") { Info = info }).Should().Be(new ChatTextUpdate("world") { Info = info });
    }

    [Fact]
    public void GoOn_SecondBreakAfterGoingOn_HasTheWholeText()
    {
        var progress = After(Request, new ChatTextUpdate("Hello "));
        progress.Note(progress.GoOn(ContinuationSupport.Rest)!.Announcement);
        progress.Note(new ChatTextUpdate(" world"));

        progress.GoOn(ContinuationSupport.Rest)!.Request.Messages[^1].Text.Should().Be("Hello world");
    }

    [Fact]
    public void GoOn_SecondBreakAfterBeginningAnew_HasTheNewTextAlone()
    {
        var progress = After(Request, new ChatReasoningUpdate("hm"), new ChatTextUpdate("Hello"));
        progress.Note(progress.GoOn(ContinuationSupport.Rest)!.Announcement);
        progress.Note(new ChatTextUpdate("Good"));

        var next = progress.GoOn(ContinuationSupport.Rest)!;

        next.ContinuesAnswer.Should().BeTrue("the thoughts were dropped with the text");
        next.Request.Messages[^1].Text.Should().Be("Good");
    }

    [Fact]
    public void GoOn_TargetFailedBeforeItAnswered_TheNextIsAskedTheSame()
    {
        var progress = After(Request, new ChatTextUpdate("Hello"));
        progress.GoOn(ContinuationSupport.Whole);
        progress.GoOn(ContinuationSupport.None);

        progress.GoOn(ContinuationSupport.Rest)!.Request.Messages[^1].Text.Should().Be("Hello");
    }

    [Fact]
    public void ChatStream_Resume_FollowsAChat() => InferenceTasks.ChatStream.Resume!(Request).Should().BeOfType<ChatProgress>();

    [Fact]
    public void StreamsOfSoundAndRawData_Resume_IsNotKnown()
    {
        InferenceTasks.TextToSpeechStream.Resume.Should().BeNull();
        InferenceTasks.RawStream.Resume.Should().BeNull();
    }

    private static ChatProgress After(ChatRequest request, params ChatUpdate[] updates)
    {
        var progress = new ChatProgress(request);
        foreach (var update in updates)
        {
            progress.Note(update);
        }

        return progress;
    }

    private static void ShouldBeginAnew(ChatProgress progress, ChatRequest request, ContinuationSupport support = ContinuationSupport.Rest)
    {
        var next = progress.GoOn(support)!;

        next.Request.Should().BeSameAs(request);
        next.ContinuesAnswer.Should().BeFalse();
        next.Announcement.Should().Be(new ChatStreamRestartedUpdate(Continues: false));
    }
}
