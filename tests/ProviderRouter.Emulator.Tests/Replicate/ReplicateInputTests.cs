using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicateInputTests : ReplicateTestBase
{
    private const string Pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Create_SeveralMistakes_NamesThemAllInOneAnswer()
    {
        var answer = await Client.PostAsync(ReplicateBench.Flux, """{"input":{"num_inference_steps":9,"output_format":"gif"}}""");

        answer.Status.Should().Be(422);
        answer.Type.Should().Be("application/problem+json");
        answer.Text.Should().Be(
            """{"title":"Input validation failed","detail":"- input: prompt is required\n- input.num_inference_steps: Must be less than or equal to 4\n- input.output_format: output_format must be one of the following: \"webp\", \"jpg\", \"png\"\n","status":422,"invalid_fields":[{"type":"required","field":"input","description":"prompt is required"},{"type":"number_lte","field":"input.num_inference_steps","description":"Must be less than or equal to 4"},{"type":"enum","field":"input.output_format","description":"output_format must be one of the following: \"webp\", \"jpg\", \"png\""}]}""");
    }

    [Theory]
    [InlineData("""{}""", "required", "", "input is required")]
    [InlineData("""{"input":[]}""", "invalid_type", "input", "Invalid type. Expected: object, given: array")]
    [InlineData("""{"model":"m","input":{"prompt":"x"}}""", "additional_property_not_allowed", "", "Additional property model is not allowed")]
    [InlineData("""{"version":"v","input":{"prompt":"x"}}""", "additional_property_not_allowed", "", "Additional property version is not allowed")]
    [InlineData("""{"stream":"yes","input":{"prompt":"x"}}""", "invalid_type", "stream", "Invalid type. Expected: boolean, given: string")]
    [InlineData("""{"webhook":"http://example.com/hook","input":{"prompt":"x"}}""", "format", "webhook", "Must be an https URL")]
    [InlineData("""{"webhook_events_filter":"start","input":{"prompt":"x"}}""", "invalid_type", "webhook_events_filter", "Invalid type. Expected: array, given: string")]
    [InlineData("""{"input":{"prompt":5}}""", "invalid_type", "input.prompt", "Invalid type. Expected: string, given: integer")]
    [InlineData("""{"input":{"prompt":"x","seed":null}}""", "invalid_type", "input.seed", "Invalid type. Expected: integer, given: null")]
    [InlineData("""{"input":{"prompt":"x","seed":1.5}}""", "invalid_type", "input.seed", "Invalid type. Expected: integer, given: number")]
    [InlineData("""{"input":{"prompt":"x","go_fast":"true"}}""", "invalid_type", "input.go_fast", "Invalid type. Expected: boolean, given: string")]
    [InlineData("""{"input":{"prompt":"x","megapixels":1}}""", "invalid_type", "input.megapixels", "Invalid type. Expected: string, given: integer")]
    [InlineData("""{"input":{"prompt":"x","num_outputs":0}}""", "number_gte", "input.num_outputs", "Must be greater than or equal to 1")]
    public async Task Create_InvalidBody_Answers422WithTheField(string body, string type, string field, string description)
    {
        var answer = await Client.PostAsync(ReplicateBench.Flux, body);

        answer.Status.Should().Be(422, answer.Text);
        answer.At("invalid_fields").GetArrayLength().Should().Be(1);
        answer.At("invalid_fields", 0).GetRawText().Should().Be(
            new JsonObject { ["type"] = type, ["field"] = field, ["description"] = description }.ToJsonString());
        answer.At("detail").GetString().Should().Be(field.Length == 0 ? $"- {description}\n" : $"- {field}: {description}\n");
    }

    [Fact]
    public async Task Create_UnknownEvent_NamesTheOnesThereAre()
    {
        var answer = await Client.PostAsync(ReplicateBench.Flux, """{"webhook_events_filter":["start","end"],"input":{"prompt":"x"}}""");

        answer.Status.Should().Be(422);
        answer.At("invalid_fields", 0, "field").GetString().Should().Be("webhook_events_filter.1");
        answer.At("invalid_fields", 0, "description").GetString().Should().EndWith("\"start\", \"output\", \"logs\", \"completed\"");
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    public async Task Create_OtherMediaType_Answers415(string type, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Bench.Provider.BaseAddress, ReplicateBench.Flux));
        request.Headers.Authorization = new("Bearer", Bench.Provider.ApiKey);
        request.Content = new StringContent(ReplicateBench.Whale, null, type);
        using var client = new HttpClient();

        using var response = await client.SendAsync(request, Wire.Token);

        ((int)response.StatusCode).Should().Be(status);
    }

    [Theory]
    [InlineData("black-forest-labs/flux-kontext-pro")]
    [InlineData("prompthero/openjourney")]
    public async Task Create_FieldsThatTheModelDoesNotKnow_AreIgnored(string model)
    {
        // Hugging Face's clients send one picture under four names, whatever the model.
        var done = await Bench.RunAsync(model, new JsonObject
        {
            ["prompt"] = "make it blue",
            ["image"] = Pixel,
            ["images"] = new JsonArray(Pixel),
            ["input_image"] = Pixel,
            ["input_images"] = new JsonArray(Pixel),
        });

        done.At("status").GetString().Should().Be("succeeded");
    }

    [Fact]
    public async Task Create_FieldsThatAClosedSchemaDoesNotName_AreRefused()
    {
        var version = (await Client.GetAsync("v1/models/emulated/odd-painter")).At("latest_version", "id").GetString();

        var answer = await Client.PostAsync("v1/predictions", $$$"""{"version":"{{{version}}}","input":{"prompt":"a tree"}}""");

        answer.Status.Should().Be(422);
        answer.At("detail").GetString().Should().Be("- input: scene is required\n- input: Additional property prompt is not allowed\n");
    }

    [Fact]
    public async Task Create_WebpOfKontext_Answers422()
    {
        var answer = await Client.PostAsync(
            "v1/models/black-forest-labs/flux-kontext-pro/predictions", """{"input":{"prompt":"x","output_format":"webp"}}""");

        answer.Status.Should().Be(422);
        answer.At("detail").GetString().Should().Be("- input.output_format: output_format must be one of the following: \"jpg\", \"png\"\n");
    }

    [Fact]
    public async Task Create_TooManyItems_Answers422()
    {
        var pictures = new JsonArray([.. Enumerable.Repeat(Pixel, 5).Select(picture => (JsonNode)picture)]);

        var answer = await Client.PostAsync(
            "v1/models/black-forest-labs/flux-2-dev/predictions", new JsonObject { ["input"] = new JsonObject { ["prompt"] = "x", ["input_images"] = pictures } }.ToJsonString());

        answer.Status.Should().Be(422);
        answer.At("invalid_fields", 0, "type").GetString().Should().Be("array_max_items");
    }

    [Theory]
    [InlineData("")]
    [InlineData("picture.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/picture.png")]
    [InlineData("http://example.com/picture.png")]
    [InlineData("data:image/png;base64,***")]
    [InlineData("iVBORw0KGgo=")]
    public async Task Create_AddressThatIsNone_Answers422(string address)
    {
        var answer = await Client.PostAsync(
            "v1/models/black-forest-labs/flux-kontext-pro/predictions",
            new JsonObject { ["input"] = new JsonObject { ["prompt"] = "x", ["input_image"] = address } }.ToJsonString());

        answer.Status.Should().Be(422);
        answer.At("detail").GetString().Should().Be("- input.input_image: Does not match format 'uri'\n");
    }

    [Fact]
    public async Task Create_FilesOfAnySource_AreRead()
    {
        var picture = await Bench.RunAsync("black-forest-labs/flux-schnell", new JsonObject { ["prompt"] = "a red barn", ["output_format"] = "png", ["aspect_ratio"] = "3:2" });
        var delivered = picture.At("output", 0).GetString()!;
        using var form = new MultipartFormDataContent { { new ByteArrayContent((await Client.GetAsync(delivered)).Bytes), "content", "barn.png" } };
        var uploaded = (await Client.PostFormAsync("v1/files", form)).At("urls", "get").GetString()!;
        var seen = new List<string>();
        foreach (var address in (string[])[delivered, uploaded, Pixel, "https://example.com/barn.png"])
        {
            var done = await Bench.RunAsync("yorickvp/llava-13b", new JsonObject { ["prompt"] = "What is this?", ["image"] = address });
            seen.Add(string.Concat(done.At("output").EnumerateArray().Select(token => token.GetString())));
        }

        seen[0].Should().Contain("The picture is a 1256x840 png");
        seen[1].Should().Be(seen[0]);
        seen[2].Should().Contain("1x1 png");
        seen[3].Should().Contain("fetches nothing");
    }

    [Theory]
    [InlineData("v1/files/bm8=")]
    [InlineData("delivery/nothing/out-0.png")]
    public async Task Create_FileThatIsGone_FailsThePrediction(string path)
    {
        var done = await Bench.RunAsync(
            "black-forest-labs/flux-kontext-pro", new JsonObject { ["prompt"] = "x", ["input_image"] = Bench.Provider.BaseAddress + path });

        done.At("status").GetString().Should().Be("failed");
        done.At("error").GetString().Should().Be($"Client error '404 Not Found' for url '{Bench.Provider.BaseAddress}{path}'");
    }

    [Theory]
    [InlineData(9_990_000, 201)]
    [InlineData(10_020_000, 413)]
    public async Task Create_DataAddressesOfSomeLength_AreTakenUpTo10Megabytes(int length, int status)
    {
        var data = "data:application/octet-stream;base64," + Convert.ToBase64String(new byte[length / 2]);

        var answer = await Client.PostAsync(
            "v1/models/black-forest-labs/flux-2-dev/predictions",
            new JsonObject { ["input"] = new JsonObject { ["prompt"] = "x", ["input_images"] = new JsonArray(data, data) } }.ToJsonString());

        answer.Status.Should().Be(status);
        if (status == 413)
        {
            answer.At("status").ValueKind.Should().Be(JsonValueKind.Number);
        }
    }
}
