using System.Text.Json.Nodes;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>One request of each task; what is asked matters less than what is answered.</summary>
internal static class Requests
{
    /// <summary>A file of the caller's own.</summary>
    public static MediaContent Image { get; } = MediaContent.FromBytes("GIF89a12"u8.ToArray(), "image/gif");

    public static MediaContent Sound { get; } = MediaContent.FromBytes("fLaC1234"u8.ToArray(), "audio/flac");

    /// <summary>A file that providers fetch themselves.</summary>
    public static MediaContent ImageAt { get; } = MediaContent.FromUri(new("https://example.com/a.png"), "image/png");

    public static MediaContent SoundAt { get; } = MediaContent.FromUri(new("https://example.com/a.mp3"), "audio/mpeg");

    public static ChatRequest Chat { get; } = new() { Messages = [ChatMessage.User("hi")] };

    public static ChatRequest ManyChats { get; } = new() { Messages = [ChatMessage.User("hi")], Count = 3, LogProbabilities = true };

    public static TextGenerationRequest Text { get; } = new() { Prompt = "one" };

    public static EmbeddingsRequest Embeddings { get; } = new() { Inputs = ["a", "b"] };

    public static TextRankingRequest Ranking { get; } = new() { Query = "q", Documents = ["a", "b", "c"] };

    public static TextToImageRequest Picture { get; } = new() { Prompt = "a cat" };

    public static ImageToImageRequest Edit { get; } = new() { Prompt = "at night", Image = ImageAt };

    public static TextToVideoRequest Video { get; } = new() { Prompt = "a cat" };

    public static ImageToVideoRequest Animation { get; } = new() { Prompt = "a cat", Image = ImageAt };

    public static TextToSpeechRequest Speech { get; } = new() { Text = "hello", Voice = "a" };

    public static TextToAudioRequest Noise { get; } = new() { Prompt = "rain" };

    public static SpeechToTextRequest Transcript { get; } = new() { Audio = SoundAt, Timestamps = TimestampGranularity.Word };

    public static ImageToTextRequest Caption { get; } = new() { Image = ImageAt };

    public static VisualQuestionAnsweringRequest Question { get; } = new() { Image = ImageAt, Question = "q" };

    public static DocumentQuestionAnsweringRequest DocumentQuestion { get; } = new() { Image = ImageAt, Question = "q" };

    public static RawRequest Raw { get; } = new() { Input = new JsonObject { ["prompt"] = "x" } };
}
