using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateTextGenerationTests
{
    [Fact]
    public async Task GenerateTextAsync_PromptAlone_GoesStraightThrough()
    {
        using var wire = new ReplicateWire().Then("succeeded", """["Once"," upon"]""", """ "metrics":{"predict_time":1,"input_token_count":2,"output_token_count":3} """);

        var answer = await wire.SendAsync(InferenceTasks.TextGeneration, new() { Model = Llama, Prompt = "A story: " });

        wire.Lines.Should().Equal($"POST {LlamaUri}");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"A story: ","prompt_template":"{prompt}"}}""");
        (answer.Text, answer.FinishReason).Should().Be(("Once upon", FinishReason.Unknown));
        answer.Info.Usage.Should().Be(new Usage { ComputeSeconds = 1, InputTokens = 2, OutputTokens = 3 });
        Warnings(answer).Should().BeEmpty();
    }

    [Fact]
    public async Task GenerateTextAsync_EverythingSet_SendsWhatTheModelHasAndWarnsOfTheRest()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        var answer = await wire.SendAsync(InferenceTasks.TextGeneration, Everything(Llama));

        wire.Bodies[0].ShouldBeJson("""
            {"input":{"prompt":"A story: ","prompt_template":"{prompt}","max_tokens":64,"temperature":0.5,"top_p":0.9,"top_k":40,"frequency_penalty":0.2,"presence_penalty":0.1,"stop_sequences":"END,STOP","seed":7}}
            """);
        Warnings(answer).Should().Be("MinP,RepetitionPenalty,Suffix,Count,Echo,LogProbabilities,User");
    }

    [Theory]
    [InlineData(""" "prompt":{"type":"string"} """)]
    [InlineData(""" "prompt":{"type":"string"},"prompt_template":{"type":"string","default":"{prompt}"} """)]
    public async Task GenerateTextAsync_ModelWithoutATemplateOfItsOwn_IsNotTold(string properties)
    {
        using var wire = new ReplicateWire().Knows("models/acme/writer", Model(properties)).Then("succeeded", "\"ok\"");

        await wire.SendAsync(InferenceTasks.TextGeneration, new() { Model = "acme/writer", Prompt = "A story: " });

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"A story: "}}""");
    }

    [Fact]
    public async Task GenerateTextStreamAsync_Events_AreItsPieces()
    {
        using var wire = new ReplicateWire().Then(201, Streaming())
            .ThenEvents("event: output\ndata: Once\n\nevent: logs\ndata: x\n\nevent: output\ndata:  upon\n\nevent: done\ndata: {}\n\n")
            .Then("succeeded", "\"Once upon\"", """ "metrics":{"predict_time":2} """);

        var updates = await StreamAsync(wire);

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"A story: ","prompt_template":"{prompt}"}}""");
        wire.Headers[0].Should().NotContainKey("Prefer");
        wire.Headers[1].Should().NotContainKey("Authorization");
        updates.OfType<TextGenerationTextUpdate>().Select(update => update.Text).Should().Equal("Once", " upon");
        updates[^2].Should().BeOfType<TextGenerationUsageUpdate>().Which.Usage.Should().Be(new Usage { ComputeSeconds = 2 });
        updates[^1].Should().BeOfType<TextGenerationFinishedUpdate>().Which.Info!.RequestId.Should().Be(Id);
    }

    [Fact]
    public async Task GenerateTextStreamAsync_StreamBreaks_GivesTheRestOfTheOutput()
    {
        using var wire = new ReplicateWire().Then(201, Streaming()).ThenEvents("event: output\ndata: Once\n\n").Then("succeeded", """["Once"," upon"]""");

        var updates = await StreamAsync(wire);

        updates.OfType<TextGenerationTextUpdate>().Select(update => update.Text).Should().Equal("Once", " upon");
        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {StreamUri}", $"GET {PollUri}");
    }

    private static async Task<List<TextGenerationUpdate>> StreamAsync(ReplicateWire wire)
    {
        var updates = new List<TextGenerationUpdate>();
        await foreach (var update in wire.Client.StreamAsync(
            InferenceTasks.TextGenerationStream, new() { Model = Llama, Provider = "replicate", Prompt = "A story: " }, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }


    [Theory]
    [InlineData("\"stop\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "\"stop\":[\"END\",\"a, b\"]", 0)]
    [InlineData("\"stop_sequences\":{\"type\":\"string\"}", "\"stop_sequences\":\"END\"", 1)]
    [InlineData("\"top_p\":{\"type\":\"number\"}", "", 1)]
    public async Task GenerateTextAsync_Stops_AreAListWhereTheModelTakesOne(string property, string sent, int warnings)
    {
        using var wire = new ReplicateWire().Knows("models/acme/writer", ReplicateWire.Model("\"prompt\":{\"type\":\"string\"}," + property)).Then("succeeded", "[\"x\"]");

        var answer = await wire.SendAsync(InferenceTasks.TextGeneration, new() { Model = "acme/writer", Prompt = "x", Stop = ["END", "a, b"] });

        wire.Bodies[0].ShouldBeJson($$"""{"input":{"prompt":"x"{{(sent.Length > 0 ? "," + sent : "")}} } }""");
        answer.Info.Warnings.Where(warning => warning.Setting == "Stop").Should().HaveCount(warnings);
    }

    private static TextGenerationRequest Everything(string model) => new()
    {
        Model = model,
        Prompt = "A story: ",
        Suffix = "The end.",
        MaxOutputTokens = 64,
        Temperature = 0.5,
        TopP = 0.9,
        TopK = 40,
        MinP = 0.1,
        FrequencyPenalty = 0.2,
        PresencePenalty = 0.1,
        RepetitionPenalty = 1.1,
        Stop = ["END", "STOP"],
        Seed = 7,
        Count = 2,
        Echo = true,
        LogProbabilities = 3,
        User = "u1",
    };
}
