using System.Text.Json;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>The providers' recorded streams, as they came and byte by byte.</summary>
public sealed class ChatStreamFixtureTests
{
    public static TheoryData<string> Files => [.. Fixture.Entries("chat-stream").Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = "There are no recorded answers here.", SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public async Task ChatStreamAsync_RecordedStream_IsReadAsExpected(string file)
    {
        var entry = Fixture.Entry(file);
        var body = Fixture.Read(entry);
        using var server = new OpenAIServer();

        server.Streams(() => new MemoryStream(body));
        var whole = await ReadAsync(server);
        server.Streams(() => ChunkedStream.Bytewise(body));
        var bytewise = await ReadAsync(server);

        var expected = entry.GetProperty("expect");
        if (IsWhole(expected))
        {
            whole.Failure.Should().BeNull();
            var choices = expected.TryGetProperty("concatenated", out var joined) ? [Joined(joined)] : expected.GetProperty("choices").EnumerateArray().Select(ExpectedChoice.Of).ToArray();
            choices.Select(choice => ExpectedChoice.Of(choice.Index, whole.Updates)).Should().BeEquivalentTo(choices, order => order.WithStrictOrdering());
            ExpectedChoice.ShouldBeUsage(whole.Updates.OfType<ChatUsageUpdate>().SingleOrDefault()?.Usage, expected);
        }
        else
        {
            var text = expected.GetProperty("choices")[0].GetProperty("text").GetString()!;
            string.Concat(whole.Updates.OfType<ChatTextUpdate>()).Should().Be(text);
            ((whole.Failure as StreamInterruptedException)?.PartialText ?? "").Should().Be(text);
            whole.Failure.Should().BeAssignableTo<ProviderException>();
            if (expected.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
            {
                whole.Failure!.Message.Should().Contain(error.GetProperty("message").GetString());
            }
        }

        Said(bytewise).Should().Equal(Said(whole));
    }

    private static bool IsWhole(JsonElement expected) =>
        expected.GetProperty("choices").EnumerateArray().Any(choice => choice.TryGetProperty("finishReason", out var reason) && reason.ValueKind == JsonValueKind.String)
        && !(expected.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object);

    private static ExpectedChoice Joined(JsonElement joined) => new(0, joined.GetProperty("text").GetString()!, "", joined.GetProperty("finishReason").GetString()!, []);

    private static async Task<(List<ChatUpdate> Updates, ProviderException? Failure)> ReadAsync(OpenAIServer server)
    {
        var updates = new List<ChatUpdate>();
        try
        {
            await foreach (var update in server.Client.ChatStreamAsync(new ChatRequest { Provider = OpenAIServer.Name, Model = "m", Messages = [ChatMessage.User("Hi")] }, TestContext.Current.CancellationToken))
            {
                updates.Add(update);
            }
        }
        catch (ProviderException exception)
        {
            return (updates, exception);
        }

        return (updates, null);
    }

    // Info holds times, and ids are made up where the server sent none.
    private static List<object> Said((List<ChatUpdate> Updates, ProviderException? Failure) read) =>
        [.. read.Updates.Select(Said), read.Failure?.Message ?? "whole"];

    private static object Said(ChatUpdate update) => update switch
    {
        ChatToolCallUpdate call => call with { Info = null, Id = null },
        ChatLogProbabilitiesUpdate tokens => string.Join(' ', tokens.LogProbabilities.Select(token => $"{token.Token} {token.LogProbability}")),
        _ => update with { Info = null },
    };
}
