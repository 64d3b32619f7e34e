using System.Text.Json;

namespace ProviderRouter.Tests.Tasks;

/// <summary>Which pieces of a stream are the answer, and which one ends it.</summary>
public sealed class UpdateTests
{
    [Fact]
    public void TextGenerationUpdates_EachKind_KnowsItsPlace()
    {
        TextGenerationUpdate[] updates = [new TextGenerationTextUpdate("a"), new TextGenerationTextUpdate("b"), new TextGenerationStreamRestartedUpdate(true), new TextGenerationUsageUpdate(new()), new TextGenerationFinishedUpdate(FinishReason.Stop)];

        updates.Select(update => update.IsContent).Should().Equal(true, true, false, false, true);
        updates.Select(update => update.IsFinal).Should().Equal(false, false, false, false, true);
        string.Concat<TextGenerationUpdate>(updates).Should().Be("ab");
    }

    // 40 bytes: a header, the info, the text, the index. A field more is 8 bytes for each piece of every stream.
    [Fact]
    public void TextGenerationTextUpdate_OfALiteral_TakesFortyBytes()
    {
        _ = new TextGenerationTextUpdate("warm");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var update = new TextGenerationTextUpdate("a");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(40);
        GC.KeepAlive(update);
    }

    [Fact]
    public void TextToSpeechUpdates_EachKind_KnowsItsPlace()
    {
        TextToSpeechUpdate[] updates = [new TextToSpeechAudioUpdate(new byte[3]) { ContentType = "audio/mpeg" }, new TextToSpeechFinishedUpdate()];

        updates.Select(update => update.IsContent).Should().Equal(true, true);
        updates.Select(update => update.IsFinal).Should().Equal(false, true);
        updates[0].ToString().Should().Be("audio/mpeg, 3 bytes");
    }

    [Fact]
    public void RawUpdates_EachKind_KnowsItsPlace()
    {
        RawUpdate[] updates = [new RawDataUpdate(JsonSerializer.SerializeToElement(1)), new RawTextUpdate("a"), new RawFinishedUpdate()];

        updates.Select(update => update.IsFinal).Should().Equal(false, false, true);
        string.Concat<RawUpdate>(updates).Should().Be("a");
    }
}
