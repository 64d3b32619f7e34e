using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

/// <summary>The route decides the model that is sent, and that answers and costs are told of; the caller's own fields cannot.</summary>
public sealed class RoutedModelTests
{
    private static readonly Dictionary<string, JsonObject> OtherModel = new() { [OpenAIServer.Name] = new() { ["model"] = "other" } };

    [Fact]
    public async Task GenerateImageAsync_ModelAmongTheCallersOwnFields_IsIgnoredWithAWarning()
    {
        using var server = new OpenAIServer().Answers("""{"data":[{"b64_json":"iVBORw0KGgo="}]}""");

        var answer = await server.Client.GenerateImageAsync(
            new TextToImageRequest { Provider = OpenAIServer.Name, Model = "m", Prompt = "x", ProviderParameters = OtherModel }, TestContext.Current.CancellationToken);

        server.Sent[0].Body.Should().Be("""{"model":"m","prompt":"x"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("ProviderParameters.model");
    }

    [Fact]
    public async Task GenerateSpeechAsync_ModelAmongTheCallersOwnFields_IsIgnoredWithAWarning()
    {
        using var server = new OpenAIServer().Answers([1, 2, 3], contentType: "audio/mpeg");

        var answer = await server.Client.GenerateSpeechAsync(
            new TextToSpeechRequest { Provider = OpenAIServer.Name, Model = "m", Text = "x", ProviderParameters = OtherModel }, TestContext.Current.CancellationToken);

        server.Sent[0].Body.Should().Be("""{"model":"m","input":"x","voice":"alloy"}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("ProviderParameters.model");
    }
}
