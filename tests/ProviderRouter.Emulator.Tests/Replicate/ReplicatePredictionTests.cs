using System.Text.Json;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicatePredictionTests : ReplicateTestBase
{
    private const string Flux = ReplicateBench.Flux;
    private const string Llama = ReplicateBench.Llama;
    private const string Whale = ReplicateBench.Whale;

    [Fact]
    public async Task Create_OfAnOfficialModel_AnswersTheWholeObject()
    {
        var created = await Client.PostAsync(Flux, Whale);

        var id = created.At("id").GetString()!;
        var root = Bench.Provider.BaseAddress;
        var secret = created.At("urls", "stream").GetString()!.Split('/')[^1];
        created.Status.Should().Be(201);
        created.Type.Should().Be("application/json");
        created.Headers.Location.Should().Be(new Uri($"{root}v1/predictions/{id}"));
        id.Should().MatchRegex("^[a-z0-9]{26}$");
        secret.Should().NotContain(id);
        created.Json.Should().BeJson($$$"""
            {
              "id": "{{{id}}}",
              "model": "black-forest-labs/flux-schnell",
              "version": "dp-4d0bcc010b3049749a251855f12800be",
              "input": { "prompt": "a blue whale", "output_format": "png", "aspect_ratio": "16:9" },
              "output": null,
              "logs": "",
              "error": null,
              "status": "starting",
              "data_removed": false,
              "source": "api",
              "created_at": "2000-01-01T00:00:00.000Z",
              "urls": {
                "get": "{{{root}}}v1/predictions/{{{id}}}",
                "cancel": "{{{root}}}v1/predictions/{{{id}}}/cancel",
                "web": "https://replicate.com/p/{{{id}}}",
                "stream": "{{{root}}}stream/v1/files/{{{secret}}}"
              }
            }
            """);
    }

    [Fact]
    public async Task Get_AsTimePasses_GoesFromStartingToSucceeded()
    {
        var created = await Client.PostAsync(Flux, Whale);
        var get = created.At("urls", "get").GetString()!;
        Bench.Pass(2);
        var during = await Client.GetAsync(get);
        Bench.Pass(2);
        var after = await Client.GetAsync(get);

        during.At("status").GetString().Should().Be("processing");
        during.At("output").ValueKind.Should().Be(JsonValueKind.Null);
        during.At("logs").GetString().Should().MatchRegex(@"(?m)^ 25%\|.+?\| 1/4").And.NotContain("50%");
        during.At("started_at").GetString().Should().Be("2000-01-01T00:00:01.000000000Z");
        during.Json.TryGetProperty("metrics", out _).Should().BeFalse();
        after.At("status").GetString().Should().Be("succeeded");
        after.At("completed_at").GetString().Should().Be("2000-01-01T00:00:04.000000Z");
        after.At("logs").GetString().Should().MatchRegex(@"(?m)^100%\|.+?\| 4/4");
        after.At("metrics").GetRawText().Should().Be("""{"predict_time":3,"total_time":4,"image_count":1}""");
        var file = await Bench.OpenAsync(after.At("output", 0));
        file.Type.Should().Be("image/png");
    }

    [Fact]
    public async Task Wait_LongEnough_Answers201WithOutputThoughStillProcessing()
    {
        var call = Client.PostAsync(Flux, Whale, ("Prefer", "wait=5"));
        await Bench.PassWhenWaitedFor(4);

        var answer = await call;
        answer.Status.Should().Be(201);
        answer.Headers.GetValues("Preference-Applied").Should().Equal("wait=5");
        answer.At("status").GetString().Should().Be("processing");
        answer.At("output").GetArrayLength().Should().Be(1);
        answer.Json.TryGetProperty("completed_at", out _).Should().BeFalse();
        answer.Json.TryGetProperty("metrics", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Wait_TooShort_Answers202WithoutOutput()
    {
        var call = Client.PostAsync(Llama, """{"input":{"prompt":"Hi"}}""", ("Prefer", "wait=2"));
        await Bench.PassWhenWaitedFor(2);

        var answer = await call;
        answer.Status.Should().Be(202);
        answer.At("output").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("wait", "wait=60")]
    [InlineData("wait=99", "wait=60")]
    [InlineData("respond-async, wait=7", "wait=7")]
    [InlineData("wait=0", null)]
    [InlineData("wait=soon", null)]
    [InlineData("respond-async", null)]
    public async Task Prefer_AnyValue_IsHonouredUpTo60Seconds(string value, string? applied)
    {
        var call = Client.PostAsync(Flux, Whale, ("Prefer", value));
        if (applied is not null)
        {
            await Bench.PassWhenWaitedFor(4);
        }

        var answer = await call;
        (answer.Headers.TryGetValues("Preference-Applied", out var values) ? values.Single() : null).Should().Be(applied);
        answer.At("output").ValueKind.Should().Be(applied is null ? JsonValueKind.Null : JsonValueKind.Array);
    }

    [Fact]
    public async Task Wait_OfTheModelThatSendsFilesAlong_HoldsDataAddresses()
    {
        var model = await Client.GetAsync("v1/models/stability-ai/sdxl");
        var body = $$$"""{"version":"{{{model.At("latest_version", "id")}}}","input":{"prompt":"a red barn","width":64,"height":64}}""";

        var call = Client.PostAsync("v1/predictions", body, ("Prefer", "wait"));
        await Bench.PassWhenWaitedFor(4);
        var answer = await call;
        var later = await Client.GetAsync(answer.At("urls", "get").GetString()!);

        var sent = answer.At("output", 0).GetString()!;
        sent.Should().StartWith("data:image/png;base64,");
        later.At("output", 0).GetString().Should().StartWith(Bench.Provider.BaseAddress + "delivery/");
        (await Bench.OpenAsync(later.At("output", 0))).Bytes.Should().Equal(Convert.FromBase64String(sent.Split(',')[1]));
    }

    [Fact]
    public async Task Cancel_WhileRunning_StaysCanceledWithoutOutput()
    {
        var created = await Client.PostAsync(Flux, Whale);
        Bench.Pass(2);

        var canceled = await Client.PostAsync(created.At("urls", "cancel").GetString()!, "");
        Bench.Pass(9);
        var later = await Client.GetAsync(created.At("urls", "get").GetString()!);

        canceled.Status.Should().Be(200);
        canceled.At("status").GetString().Should().Be("canceled");
        later.At("status").GetString().Should().Be("canceled");
        later.At("output").ValueKind.Should().Be(JsonValueKind.Null);
        later.At("metrics", "predict_time").GetDouble().Should().Be(1);
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_ChangesNothing()
    {
        var done = await Bench.RunAsync(Flux, Whale);

        var canceled = await Client.PostAsync(done.At("urls", "cancel").GetString()!, "");

        canceled.Text.Should().Be(done.Text);
    }

    [Fact]
    public async Task Cancel_WhileAnotherWaits_EndsTheWait()
    {
        var call = Client.PostAsync(Flux, Whale, ("Prefer", "wait=30"));
        await HostTests.Eventually(() => Bench.Provider.OpenRequests == 1);
        Answer list;
        do
        {
            list = await Client.GetAsync("v1/predictions");
        }
        while (list.At("results").GetArrayLength() == 0);

        await Client.PostAsync(list.At("results", 0, "urls", "cancel").GetString()!, "");

        var answer = await call;
        answer.Status.Should().Be(201);
        answer.At("status").GetString().Should().Be("canceled");
    }

    [Theory]
    [InlineData("a whale", "20s", "canceled", true)]
    [InlineData("a whale after a cold boot", "1m", "aborted", false)]
    public async Task CancelAfter_Passed_EndsItAsBilledOrNot(string prompt, string span, string status, bool hasStarted)
    {
        await using var slow = await ReplicateBench.StartAsync(TimeSpan.FromMinutes(1));
        var created = await slow.Wire.PostAsync(Flux, $$$"""{"input":{"prompt":"{{{prompt}}}"}}""", ("Cancel-After", span));
        slow.Pass(62);

        var later = await slow.Wire.GetAsync(created.At("urls", "get").GetString()!);

        created.At("deadline").GetString().Should().Be(span == "1m" ? "2000-01-01T00:01:00.000Z" : "2000-01-01T00:00:20.000Z");
        later.At("status").GetString().Should().Be(status);
        later.At("output").ValueKind.Should().Be(JsonValueKind.Null);
        later.Json.TryGetProperty("started_at", out _).Should().Be(hasStarted);
        later.At("metrics", "predict_time").GetDouble().Should().Be(hasStarted ? 5 : 0);
    }

    [Theory]
    [InlineData("4s")]
    [InlineData("25h")]
    [InlineData("soon")]
    [InlineData("-10")]
    [InlineData("")]
    public async Task CancelAfter_OutOfRange_Answers400(string span)
    {
        var answer = await Client.PostAsync(Flux, Whale, ("Cancel-After", span));

        answer.Status.Should().Be(400);
        answer.At("title").GetString().Should().Be("Bad Request");
    }

    [Theory]
    [InlineData("please fail", "failed")]
    [InlineData("nsfw", "failed")]
    [InlineData("please abort", "aborted")]
    [InlineData("cold boot", "starting")]
    [InlineData("run forever", "processing")]
    public async Task Prompt_AsksForAnEnd_GetsIt(string prompt, string status)
    {
        var later = await Bench.RunAsync(Flux, $$$"""{"input":{"prompt":"{{{prompt}}}"}}""");

        later.Status.Should().Be(200);
        later.At("status").GetString().Should().Be(status);
        later.At("output").ValueKind.Should().Be(JsonValueKind.Null);
        later.At("error").ValueKind.Should().Be(status == "failed" ? JsonValueKind.String : JsonValueKind.Null);
        later.At("logs").GetString()!.Contains("Traceback", StringComparison.Ordinal).Should().Be(status == "failed");
    }

    [Fact]
    public async Task Prompt_AsksForAnUnknownStatus_ShowsOneAndSucceeds()
    {
        var created = await Client.PostAsync(Flux, """{"input":{"prompt":"unknown status"}}""");
        Bench.Pass(2);
        var during = await Client.GetAsync(created.At("urls", "get").GetString()!);
        Bench.Pass(2);
        var after = await Client.GetAsync(created.At("urls", "get").GetString()!);

        during.At("status").GetString().Should().Be("finalizing");
        after.At("status").GetString().Should().Be("succeeded");
    }

    [Fact]
    public async Task Run_LongerThanHalfAnHour_Fails()
    {
        var created = await Client.PostAsync(Flux, """{"input":{"prompt":"run forever"}}""");
        Bench.Pass(1 + (30 * 60));

        var later = await Client.GetAsync(created.At("urls", "get").GetString()!);

        later.At("status").GetString().Should().Be("failed");
        later.At("error").GetString().Should().Be("Prediction timed out");
    }

    [Fact]
    public async Task Data_AfterAnHour_IsRemoved()
    {
        var done = await Bench.RunAsync(Flux, Whale);
        Bench.Pass(3599);
        var kept = await Client.GetAsync(done.At("urls", "get").GetString()!);
        Bench.Pass(1);

        var later = await Client.GetAsync(done.At("urls", "get").GetString()!);
        var file = await Bench.OpenAsync(done.At("output", 0));

        kept.Text.Should().Be(done.Text);
        later.At("status").GetString().Should().Be("succeeded");
        later.At("data_removed").GetBoolean().Should().BeTrue();
        later.At("input").GetRawText().Should().Be("{}");
        later.At("output").ValueKind.Should().Be(JsonValueKind.Null);
        later.At("logs").ValueKind.Should().Be(JsonValueKind.Null);
        file.Status.Should().Be(404);
    }
}
