using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProviderRouter.Tests.Protocols.OpenAI;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers;

/// <summary>Together's recorded answers.</summary>
public sealed class TogetherRecordedTests
{
    public static TheoryData<string> Files =>
        [.. Fixture.Entries("chat", "chat-stream", "text-completion", "images", "error").Where(IsTogethers).Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory(SkipUnless = nameof(Fixture.Exist), SkipType = typeof(Fixture), Skip = "There are no recorded answers here.", SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public async Task EachTask_RecordedAnswer_IsReadAsExpected(string file)
    {
        var entry = Fixture.Entry(file);
        var expected = entry.GetProperty("expect");
        var type = entry.GetProperty("contentType").GetString()!.Split(';')[0];
        var status = entry.GetProperty("status").GetInt32();
        using var wire = new TogetherWire(status == 200
            ? MediaWire.Bytes(Fixture.Read(entry), type)
            : MediaWire.Status((System.Net.HttpStatusCode)status, Encoding.UTF8.GetString(Fixture.Read(entry)), type));

        var check = expected.GetProperty("kind").GetString() switch
        {
            "chat" => ChatAsync(wire, expected),
            "chat-stream" => StreamAsync(wire, expected),
            "text-completion" => CompleteAsync(wire, expected),
            "images" => DrawAsync(wire, expected),
            _ => FailAsync(wire, expected),
        };
        await check;
    }

    private static bool IsTogethers(JsonElement entry) => entry.GetProperty("provider").GetString() == "together";

    private static async Task ChatAsync(TogetherWire wire, JsonElement expected)
    {
        var answer = await wire.Client.ChatAsync(Chat, TestContext.Current.CancellationToken);

        answer.Choices.Select(ExpectedChoice.Of).Should().BeEquivalentTo(expected.GetProperty("choices").EnumerateArray().Select(ExpectedChoice.Of), order => order.WithStrictOrdering());
        ExpectedChoice.ShouldBeUsage(answer.Info.Usage, expected);
    }

    private static async Task StreamAsync(TogetherWire wire, JsonElement expected)
    {
        var updates = new List<ChatUpdate>();
        await foreach (var update in wire.Client.ChatStreamAsync(Chat, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        ExpectedChoice.Of(0, updates).Should().BeEquivalentTo(ExpectedChoice.Of(expected.GetProperty("choices")[0]));
        ExpectedChoice.ShouldBeUsage(updates[^1].Info!.Usage, expected);
    }

    private static async Task CompleteAsync(TogetherWire wire, JsonElement expected)
    {
        var answer = await wire.Client.GenerateTextAsync(
            new TextGenerationRequest { Provider = "together", Model = "m/m", Prompt = "Paris is" }, TestContext.Current.CancellationToken);

        var choice = expected.GetProperty("choices")[0];
        answer.Text.Should().Be(choice.GetProperty("text").GetString());
        answer.FinishReason.Value.Should().Be(choice.GetProperty("finishReason").GetString());
        ExpectedChoice.ShouldBeUsage(answer.Info.Usage, expected);
    }

    private static async Task DrawAsync(TogetherWire wire, JsonElement expected)
    {
        var answer = await wire.Client.GenerateImageAsync(
            new TextToImageRequest { Provider = "together", Model = "m/m", Prompt = "a tortoise" }, TestContext.Current.CancellationToken);

        answer.Images.Select(image => Convert.ToHexStringLower(SHA256.HashData(image.Bytes!.Value.Span)))
            .Should().Equal(expected.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("b64Sha256OfBytes").GetString()));
    }

    private static async Task FailAsync(TogetherWire wire, JsonElement expected)
    {
        var failure = (await wire.Client.Awaiting(client => client.ChatAsync(Chat, TestContext.Current.CancellationToken)).Should().ThrowAsync<ProviderException>()).Which;

        ((int)failure.StatusCode!.Value).Should().Be(expected.GetProperty("status").GetInt32());
        failure.Message.Should().Contain(expected.GetProperty("error").GetProperty("message").GetString()!.Trim());
    }

    private static ChatRequest Chat => new() { Provider = "together", Model = "m/m", Messages = [ChatMessage.User("Hi")] };
}
