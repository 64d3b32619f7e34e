using System.Text;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>Every task's whole request: with all that can be set, and with only what must be.</summary>
public sealed class HfRequestTests
{
    private const string Labels = """[{"label":"a","score":1}]""";

    // The least that each task reads.
    private static readonly Dictionary<string, string> Answers = new()
    {
        ["text-classification"] = Labels,
        ["zero-shot-classification"] = Labels,
        ["zero-shot-image-classification"] = Labels,
        ["image-classification"] = Labels,
        ["audio-classification"] = Labels,
        ["token-classification"] = "[]",
        ["summarization"] = """[{"summary_text":"s"}]""",
        ["translation"] = """[{"translation_text":"t"}]""",
        ["question-answering"] = """{"answer":"a","score":1,"start":0,"end":1}""",
        ["table-question-answering"] = """{"answer":"a","coordinates":[],"cells":[]}""",
        ["fill-mask"] = """[{"sequence":"s","score":1,"token":1,"token_str":"t"}]""",
        ["object-detection"] = "[]",
        ["image-segmentation"] = "[]",
        ["feature-extraction"] = "[[1],[2]]",
        ["sentence-similarity"] = "[1,0.5]",
        ["text-generation"] = """{"choices":[{"text":" three"}]}""",
        ["image-to-text"] = """[{"generated_text":"g"}]""",
        ["visual-question-answering"] = """[{"answer":"a"}]""",
        ["document-question-answering"] = """[{"answer":"a"}]""",
        ["automatic-speech-recognition"] = """{"text":"t"}""",
    };

    public static TheoryData<string> Names => [.. HfTextCases.All.Keys, .. HfMediaCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task SendAsync_EachTask_SendsThisAndNothingElse(string name)
    {
        var wanted = HfTextCases.All.TryGetValue(name, out var text) ? text : HfMediaCases.All[name];
        using var wire = Answers.TryGetValue(wanted.Task, out var answer)
            ? new HfWire(answer)
            : new HfWire(MediaWire.Bytes(Encoding.ASCII.GetBytes(wanted.Task.EndsWith("image", StringComparison.Ordinal) ? "GIF89a12" : "fLaC1234"), null));

        var response = await wanted.SendAsync(wire);

        wire.Request.Line.Should().Be($"POST https://router.huggingface.co/hf-inference/models/acme/model{wanted.PathEnd}");
        wire.Request.Headers.Should().BeEquivalentTo(new Dictionary<string, string> { ["Accept"] = wanted.Accept, ["Authorization"] = $"Bearer {TestRouter.HuggingFaceKey}" });
        wire.Request.ContentType.Should().Be(wanted.ContentType);
        if (wanted.ContentType == "application/json")
        {
            wire.Request.Body.ShouldBeJson(wanted.Body);
        }
        else
        {
            wire.Request.Body.Should().Be(wanted.Body);
        }

        response.Info.Warnings.Select(warning => warning.Setting).Should().Equal(wanted.Warned);
        response.Info.Provider.Should().Be(HfWire.Provider);
        response.Info.Model.Should().Be(HfWire.Model);
    }
}
