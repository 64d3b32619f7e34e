using System.Text.Json.Nodes;
using ProviderRouter.Tests.Testing;
using static ProviderRouter.Tests.Providers.ReplicateWire;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateChatTests
{
    private const string LlavaHash = "80537f9eead1a5bfa72d5ac6ea6414379be41d4d4f6679fd776e9535d1eb58bb";
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [Fact]
    public async Task ChatAsync_OneLine_IsThePromptAndTheAnswerItsPiecesTogether()
    {
        using var wire = new ReplicateWire().Then("succeeded", """["","Sure"," thing","!"]""", """ "metrics":{"predict_time":0.5,"input_token_count":3,"output_token_count":5} """);

        var answer = await AskAsync(wire, ChatMessage.User("Say hello"));

        wire.Lines.Should().Equal($"POST {LlamaUri}");
        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"Say hello"}}""");
        wire.Headers[0].Should().Contain("Prefer", "wait=60").And.Contain("Cancel-After", "300s").And.Contain("Authorization", $"Bearer {TestRouter.ReplicateKey}");
        answer.Text.Should().Be("Sure thing!");
        answer.FinishReason.Should().Be(FinishReason.Unknown, "Replicate does not tell whether the token limit was met");
        answer.Info.RequestId.Should().Be(Id);
        answer.Choices.Should().ContainSingle().Which.Message.Role.Should().Be(ChatRole.Assistant);
        answer.Info.Usage.Should().Be(new Usage { ComputeSeconds = 0.5, InputTokens = 3, OutputTokens = 5 });
        answer.Info.Warnings.Should().BeEmpty();
        answer.Info.Model.Should().Be(Llama);
    }

    [Theory]
    [InlineData("\"Goodbye!\"", "Goodbye!")]
    [InlineData("""["a",["b"],null,"c"]""", "abc")]
    [InlineData("""{"answer":42}""", """{"answer":42}""")]
    [InlineData("42", "42")]
    public async Task ChatAsync_ShapeOfTheOutput_IsText(string output, string text)
    {
        using var wire = new ReplicateWire().Then("succeeded", output);

        (await AskAsync(wire, ChatMessage.User("Hi"))).Text.Should().Be(text);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[\"\"]")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task ChatAsync_ModelThatSaysNothing_IsAnEmptyText(string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", output, "\"data_removed\":false");

        (await AskAsync(wire, ChatMessage.User("Hi"))).Text.Should().BeEmpty();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task ChatAsync_OutputRemoved_IsAJobException(string output)
    {
        using var wire = new ReplicateWire().Then("succeeded", output, "\"data_removed\":true");

        (await wire.Awaiting(wire => AskAsync(wire, ChatMessage.User("Hi"))).Should().ThrowAsync<JobException>())
            .Which.Message.Should().Contain("its output was removed");
    }

    [Fact]
    public async Task ChatAsync_PiecesBesideProcessing_ArePolledToTheirEnd()
    {
        using var wire = new ReplicateWire().Then("processing", """["Sure"]""").Then("succeeded", """["Sure"," thing"]""");

        (await AskAsync(wire, ChatMessage.User("Hi"))).Text.Should().Be("Sure thing");

        wire.Lines.Should().Equal($"POST {LlamaUri}", $"GET {PollUri}");
    }

    [Fact]
    public async Task ChatAsync_SystemAndDeveloper_AreTheSystemPrompt()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        var answer = await AskAsync(wire, ChatMessage.System("Be brief."), Developer("No jokes."), ChatMessage.User("Hi"));

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"Hi","system_prompt":"Be brief.\n\nNo jokes."}}""");
        answer.Info.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task ChatAsync_Conversation_IsATranscriptWithAWarning()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        var answer = await AskAsync(
            wire,
            ChatMessage.System("Be brief."),
            ChatMessage.User("Hi"),
            Calling("Let me look.", "weather", "{\"city\":\"Bonn\"}"),
            ChatMessage.ToolResult("c1", "22 degrees"),
            Calling("", "time", "{}"),
            ChatMessage.ToolResult("c1", "noon"),
            ChatMessage.Assistant("Warm."),
            ChatMessage.User("So?"));

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"User: Hi\nAssistant: Let me look.\nweather({\"city\":\"Bonn\"})\nTool: 22 degrees\nAssistant: time({})\nTool: noon\nAssistant: Warm.\nUser: So?\nAssistant:","system_prompt":"Be brief."}}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Messages");
    }

    [Fact]
    public async Task ChatAsync_ToolResultAlone_IsThePrompt()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        await AskAsync(wire, ChatMessage.ToolResult("c1", "22 degrees"));

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"22 degrees"}}""");
    }

    [Fact]
    public async Task ChatAsync_EverySetting_SendsWhatTheModelsHaveAndWarnsOfTheRest()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        var answer = await wire.ChatAsync(Everything(Llama, ChatMessage.User("Hi")));

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"Hi","max_tokens":64,"temperature":0.5,"top_p":0.9,"top_k":40,"presence_penalty":0.1,"frequency_penalty":0.2,"stop_sequences":"END,STOP","seed":7}}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(
            "Tools", "ParallelToolCalls", "ResponseFormat", "LogitBias", "Count", "LogProbabilities", "TopLogProbabilities", "User", "MinP", "RepetitionPenalty", "ReasoningEffort");
    }

    [Fact]
    public async Task ChatAsync_OtherModel_IsSentWhatItsOwnSchemaHas()
    {
        using var wire = new ReplicateWire().Knows("models/acme/bot", Model("""
            "message":{"type":"string"},"system_instruction":{"type":"string"},"max_new_tokens":{"type":"integer"},"min_p":{"type":"number"},"stop":{"type":"array","items":{"type":"string"}},
            "reasoning_effort":{"allOf":[{"$ref":"#/components/schemas/reasoning_effort"}]}
            """, schemas: """ "reasoning_effort":{"type":"string","enum":["low","high"]} """)).Then("succeeded", "\"ok\"");

        var answer = await wire.ChatAsync(Everything("acme/bot", ChatMessage.System("Be brief."), ChatMessage.User("Hi")));

        wire.Bodies[0].ShouldBeJson("""{"input":{"message":"Hi","system_instruction":"Be brief.","max_new_tokens":64,"min_p":0.1,"stop":["END","STOP"],"reasoning_effort":"low"}}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(
            "Tools", "ParallelToolCalls", "ResponseFormat", "LogitBias", "Count", "LogProbabilities", "TopLogProbabilities", "User",
            "Temperature", "TopP", "TopK", "PresencePenalty", "FrequencyPenalty", "RepetitionPenalty", "Seed");
    }

    [Theory]
    [InlineData(new[] { "END", ",", "a,b", "STOP" }, """{"input":{"prompt":"Hi","stop_sequences":"END,STOP"}}""", "Stop")]
    [InlineData(new[] { "a,b" }, """{"input":{"prompt":"Hi"}}""", "Stop")]
    [InlineData(new[] { "END" }, """{"input":{"prompt":"Hi","stop_sequences":"END"}}""", "")]
    public async Task ChatAsync_StopSequenceWithAComma_IsLeftOutWithAWarning(string[] stop, string body, string warnings)
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        var answer = await wire.ChatAsync(new() { Messages = [ChatMessage.User("Hi")], Stop = stop });

        wire.Bodies[0].ShouldBeJson(body);
        string.Join(',', answer.Info.Warnings.Select(warning => warning.Setting)).Should().Be(warnings);
    }

    [Fact]
    public async Task ChatAsync_NameAndDetail_AreWarnedOf()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");
        var question = ChatMessage.User("What is this?", new ChatImagePart(MediaContent.FromBytes(Png)) { Detail = "high" }) with { Name = "Ada" };

        var answer = await wire.ChatAsync(new() { Model = $"yorickvp/llava-13b:{LlavaHash}", Messages = [question] });

        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal("Name", "Detail");
    }

    [Fact]
    public async Task ChatAsync_LlavaEverySetting_SendsItsInputsAloneAndTheSystemTextInThePrompt()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");
        var question = ChatMessage.User("What is this?", new ChatImagePart(MediaContent.FromBytes(Png)));

        var answer = await wire.ChatAsync(Everything($"yorickvp/llava-13b:{LlavaHash}", ChatMessage.System("Be brief."), question));

        wire.Lines.Should().Equal("POST https://api.replicate.com/v1/predictions");
        wire.Bodies[0].ShouldBeJson($$$"""{"version":"{{{LlavaHash}}}","input":{"image":"data:image/png;base64,iVBORw0KGgo=","prompt":"Be brief.\n\nWhat is this?","max_tokens":64,"temperature":0.5,"top_p":0.9}}""");
        answer.Info.Warnings.Select(warning => warning.Setting).Should().Equal(
            "Tools", "ParallelToolCalls", "ResponseFormat", "LogitBias", "Count", "LogProbabilities", "TopLogProbabilities", "User",
            "TopK", "MinP", "PresencePenalty", "FrequencyPenalty", "RepetitionPenalty", "Stop", "Seed", "ReasoningEffort");
    }

    [Fact]
    public async Task ChatAsync_OwnParameters_BeatTypedOnesInsideTheInput()
    {
        using var wire = new ReplicateWire().Then("succeeded", "\"ok\"");

        await wire.ChatAsync(new()
        {
            Messages = [ChatMessage.User("Hi")],
            MaxOutputTokens = 64,
            ProviderParameters = new Dictionary<string, JsonObject> { ["replicate"] = new() { ["max_tokens"] = 32, ["prompt_template"] = "{prompt}" } },
        });

        wire.Bodies[0].ShouldBeJson("""{"input":{"prompt":"Hi","max_tokens":32,"prompt_template":"{prompt}"}}""");
    }

    [Fact]
    public async Task ChatAsync_DemandedToolCall_IsUnsupportedAndNothingIsSent() =>
        await RefusedAsync(ErrorKind.Unsupported, new() { Messages = [ChatMessage.User("Hi")], Tools = [Tool()], ToolChoice = ChatToolChoice.Required });

    [Fact]
    public async Task ChatAsync_Audio_IsUnsupportedAndNothingIsSent() =>
        await RefusedAsync(ErrorKind.Unsupported, new() { Messages = [ChatMessage.User("Hi", new ChatAudioPart(MediaContent.FromBytes(new byte[4], "audio/wav")))] });

    [Fact]
    public async Task ChatAsync_CreateMayHaveWorked_IsNotSentTwice()
    {
        using var wire = new ReplicateWire().Then(502, "");

        var failure = (await wire.Awaiting(wire => AskAsync(wire, ChatMessage.User("Hi"))).Should().ThrowAsync<ProviderException>()).Which;

        failure.MaybeExecuted.Should().BeTrue();
        wire.Lines.Should().Equal($"POST {LlamaUri}");
    }

    private static Task<ChatResponse> AskAsync(ReplicateWire wire, params ChatMessage[] messages) => wire.ChatAsync(new() { Messages = messages });

    private static ChatMessage Developer(string text) => new() { Role = ChatRole.Developer, Parts = [new ChatTextPart(text)] };

    private static ChatMessage Calling(string text, string name, string arguments) => new()
    {
        Role = ChatRole.Assistant,
        Parts = [new ChatTextPart(text), new ChatToolCallPart { Id = "c1", Name = name, Arguments = arguments }],
    };

    [Fact]
    public async Task ChatAsync_JsonSchema_IsUnsupportedAndNothingIsSent()
    {
        using var schema = System.Text.Json.JsonDocument.Parse("""{"type":"object"}""");

        await RefusedAsync(ErrorKind.Unsupported, new() { Messages = [ChatMessage.User("Hi")], ResponseFormat = ChatResponseFormat.JsonSchema("answer", schema.RootElement.Clone()) });
    }

    private static ChatTool Tool() => ChatTool.Create("weather", "Tells the weather.", """{"type":"object"}""");

    private static ChatRequest Everything(string model, params ChatMessage[] messages) => new()
    {
        Model = model,
        Messages = messages,
        Tools = [Tool()],
        ToolChoice = ChatToolChoice.Auto,
        ParallelToolCalls = true,
        ResponseFormat = ChatResponseFormat.Json,
        MaxOutputTokens = 64,
        Temperature = 0.5,
        TopP = 0.9,
        TopK = 40,
        MinP = 0.1,
        FrequencyPenalty = 0.2,
        PresencePenalty = 0.1,
        RepetitionPenalty = 1.1,
        LogitBias = new Dictionary<int, double> { [1] = 2 },
        Stop = ["END", "STOP"],
        Seed = 7,
        Count = 2,
        LogProbabilities = true,
        TopLogProbabilities = 3,
        ReasoningEffort = ReasoningEffort.Low,
        User = "u1",
    };
}
