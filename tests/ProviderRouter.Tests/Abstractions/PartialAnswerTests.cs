namespace ProviderRouter.Tests.Abstractions;

/// <summary>What a continuation says again is given once, however its text is cut.</summary>
public sealed class PartialAnswerTests
{
    public static TheoryData<string, ContinuationSupport, string, string> Continuations => new()
    {
        { "Hello", ContinuationSupport.Rest, " world", "Hello world" },
        { "Hello", ContinuationSupport.Rest, "Hello", "HelloHello" },
        { "Hello ", ContinuationSupport.Rest, " world", "Hello world" },
        { "Hello ", ContinuationSupport.Rest, "world", "Hello world" },
        { "Hello\n\n", ContinuationSupport.Rest, "\n- a", "Hello\n\n- a" },
        { "Hello ", ContinuationSupport.Rest, "  indented", "Hello  indented" },
        { "Hello", ContinuationSupport.Whole, "Hello world", "Hello world" },
        { "Hello ", ContinuationSupport.Whole, "Hello world", "Hello world" },
        { "Hello ", ContinuationSupport.Whole, "Helloworld", "Hello world" },
        { "Hello", ContinuationSupport.Whole, "Help is here", "HelloHelp is here" },
        { "Hello", ContinuationSupport.Whole, " world", "Hello world" },
        { "ha", ContinuationSupport.Whole, "hahaha", "hahaha" },
    };

    [Theory]
    [MemberData(nameof(Continuations))]
    public void Take_Continuation_GivesWhatIsNewForEverySplit(string given, ContinuationSupport support, string continuation, string whole)
    {
        for (var first = 0; first <= continuation.Length; first++)
        {
            for (var second = first; second <= continuation.Length; second++)
            {
                var answer = new PartialAnswer();
                answer.Take(given).Should().Be(given);
                answer.Offer(support, trimsEnd: true).Should().Be(given.TrimEnd());
                answer.Continue();

                var seen = given + string.Concat(new[] { continuation[..first], continuation[first..second], continuation[second..] }.Where(piece => piece.Length > 0).Select(answer.Take));

                seen.Should().Be(whole, "cut at {0} and {1}", first, second);
                answer.Offer(ContinuationSupport.Rest, trimsEnd: false).Should().Be(whole, "that is what the caller has");
            }
        }
    }

    [Fact]
    public void Offer_TargetThatNeverAnswers_ChangesNothing()
    {
        var answer = new PartialAnswer();
        answer.Take("Hello ");

        answer.Offer(ContinuationSupport.Whole, trimsEnd: true);

        answer.Take("Hello ").Should().Be("Hello ");
    }

    [Fact]
    public void Offer_TwoTargets_TheLastOneCounts()
    {
        var answer = new PartialAnswer();
        answer.Take("Hello");
        answer.Offer(ContinuationSupport.Whole, trimsEnd: true);

        answer.Offer(ContinuationSupport.Rest, trimsEnd: true);
        answer.Continue();

        answer.Take("Hello").Should().Be("Hello");
    }

    [Fact]
    public void Restart_WhileRepeating_ForgetsAll()
    {
        var answer = new PartialAnswer();
        answer.Take("Hello");
        answer.Offer(ContinuationSupport.Whole, trimsEnd: true);
        answer.Continue();
        answer.Take("Hel").Should().BeEmpty();

        answer.Restart();

        answer.Take("Hello").Should().Be("Hello");
        answer.Offer(ContinuationSupport.Rest, trimsEnd: true).Should().Be("Hello");
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("twelve bytes", 3)]
    [InlineData("四つの漢字", 4)]
    public void Tokens_Text_IsOneForEveryFourBytes(string text, int tokens)
    {
        var answer = new PartialAnswer();
        answer.Take(text);

        answer.Tokens.Should().Be(tokens);
    }
}
