using System.Text.Json;

namespace ProviderRouter.Emulator.Tests.Fal;

public sealed class FalQueueTests : IAsyncLifetime
{
    private const string Bird = """{"prompt":"a bird","seed":7}""";

    private FalFixture _fal = null!;

    public async ValueTask InitializeAsync() => _fal = await FalFixture.StartAsync();

    public ValueTask DisposeAsync() => _fal.DisposeAsync();

    [Fact]
    public async Task Submit_Endpoint_GivesAddressesBelowItsApplication()
    {
        var answer = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);

        var id = answer.At("request_id").GetString();
        var address = _fal.At("queue", $"fal-ai/flux/requests/{id}");
        answer.Status.Should().Be(200);
        answer.Json.Should().BeJson($$"""
            {
              "status": "IN_QUEUE",
              "request_id": "{{id}}",
              "response_url": "{{address}}",
              "status_url": "{{address}}/status",
              "cancel_url": "{{address}}/cancel",
              "logs": null,
              "metrics": {},
              "queue_position": 2
            }
            """);
    }

    [Fact]
    public async Task Status_OverTime_CountsDownRunsAndCompletes()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);
        var address = submitted.At("status_url").GetString()!;
        var seen = new List<string>();
        for (var step = 0; step < 9; step++)
        {
            var status = await _fal.Wire.GetAsync(address);
            var position = status.Json.TryGetProperty("queue_position", out var number) ? $" {number}" : string.Empty;
            seen.Add($"{status.Status} {status.At("status")}{position}");
            _fal.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        seen.Should().Equal(
            "202 IN_QUEUE 2", "202 IN_QUEUE 1", "202 IN_PROGRESS", "202 IN_PROGRESS", "202 IN_PROGRESS", "202 IN_PROGRESS", "202 IN_PROGRESS", "202 IN_PROGRESS",
            "200 COMPLETED");
    }

    [Fact]
    public async Task Status_WithLogs_TellsThemOnceItRuns()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);
        var address = submitted.At("status_url").GetString()!;
        var waiting = await _fal.Wire.GetAsync(address + "?logs=1");
        _fal.Time.Advance(TimeSpan.FromSeconds(4));
        var without = await _fal.Wire.GetAsync(address + "?logs=0");
        var with = await _fal.Wire.GetAsync(address + "?logs=true");

        waiting.At("logs").ValueKind.Should().Be(JsonValueKind.Null);
        without.At("logs").ValueKind.Should().Be(JsonValueKind.Null);
        without.At("metrics", "inference_time").GetDouble().Should().Be(3);
        with.At("logs").GetArrayLength().Should().Be(5);
        with.At("logs", 0).Should().BeJson("""
            {
              "message": "This run is synthetic; it comes from the ProviderRouter emulator.",
              "level": "INFO",
              "source": "USER",
              "timestamp": "2026-02-17T10:30:01.000Z"
            }
            """);
        (await _fal.Wire.GetAsync(address + "?logs=maybe")).Status.Should().Be(422);
    }

    [Fact]
    public async Task Result_TooEarlyThenInTime_IsRefusedThenThere()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);
        var address = submitted.At("response_url").GetString()!;
        var early = await _fal.Wire.GetAsync(address);
        _fal.Time.Advance(TimeSpan.FromSeconds(4));
        var result = await _fal.Wire.GetAsync(address);

        early.Status.Should().Be(400);
        early.Text.Should().Be("""{"detail":"Request is still in progress"}""");
        result.Status.Should().Be(200);
        result.At("seed").GetInt32().Should().Be(7);
        result.Headers.GetValues("x-fal-request-id").Should().Equal(submitted.At("request_id").GetString());
        var file = await FalFixture.SendOpenAsync(HttpMethod.Get, result.At("images", 0, "url").GetString()!, null);
        file.Type.Should().Be("image/jpeg");
    }

    [Fact]
    public async Task Submit_BadInput_IsTakenAndFailsInItsResult()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", "{}");
        _fal.Time.Advance(TimeSpan.FromSeconds(4));
        var status = await _fal.Wire.GetAsync(submitted.At("status_url").GetString()!);
        var result = await _fal.Wire.GetAsync(submitted.At("response_url").GetString()!);

        submitted.Status.Should().Be(200);
        status.At("status").GetString().Should().Be("COMPLETED");
        status.Json.TryGetProperty("error_type", out _).Should().BeFalse();
        result.Status.Should().Be(422);
        result.Json.Should().BeJson("""{"detail":[{"loc":["body","prompt"],"msg":"Field required","type":"missing","input":{}}]}""");
    }

    [Fact]
    public async Task Submit_UnknownPathOfAKnownApplication_FailsInItsResultToo()
    {
        var result = await _fal.ResultAsync("fal-ai/flux/nothing", Bird);

        result.Status.Should().Be(404);
        result.Text.Should().Be("""{"detail":"Path /nothing not found"}""");
    }

    [Fact]
    public async Task Submit_JobsThatTakeNoTime_AreInTheQueueFirstAllTheSame()
    {
        await using var fast = await ProviderEmulator.StartAsync(options => options.JobDuration = TimeSpan.Zero, Wire.Token);
        using var wire = new Wire(fast["fal-ai"], "Key");

        var submitted = await wire.PostAsync(fast["fal-ai"].Addresses["queue"] + "fal-ai/flux/dev", Bird);
        var status = await wire.GetAsync(submitted.At("status_url").GetString()!);

        submitted.At("status").GetString().Should().Be("IN_QUEUE");
        status.Status.Should().Be(200);
        status.At("status").GetString().Should().Be("COMPLETED");
    }

    [Fact]
    public async Task Submit_UnknownApplication_Answers404()
    {
        var answer = await _fal.SubmitAsync("fal-ai/nothing", Bird);

        answer.Status.Should().Be(404);
    }

    [Fact]
    public async Task Result_PromptAsksToFail_IsAServerErrorOfTheModel()
    {
        var result = await _fal.ResultAsync("fal-ai/flux/dev", """{"prompt":"please fail"}""");

        result.Status.Should().Be(500);
        result.At("detail", 0, "type").GetString().Should().Be("internal_server_error");
        result.Headers.GetValues("X-Fal-Retryable").Should().Equal("false");
    }

    [Theory]
    [InlineData("GET", "fal-ai/flux/dev/requests/{0}", 405)]
    [InlineData("GET", "fal-ai/flux/dev/requests/{0}/status", 405)]
    [InlineData("PUT", "fal-ai/flux/dev/requests/{0}/cancel", 405)]
    [InlineData("POST", "fal-ai/flux/requests/{0}/cancel", 405)]
    [InlineData("GET", "fal-ai/fast-sdxl/requests/{0}/status", 404)]
    [InlineData("GET", "fal-ai/flux/requests/00000000-0000-0000-0000-000000000000/status", 404)]
    [InlineData("GET", "fal-ai/flux/requests/{0}/status", 202)]
    [InlineData("GET", "fal-ai/flux/requests/{0}/response", 400)]
    public async Task Requests_OtherAddress_OnlyTheApplicationsOwnAnswers(string method, string path, int status)
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);

        var answer = await _fal.SendAsync(new HttpMethod(method), _fal.At("queue", path.Replace("{0}", submitted.At("request_id").GetString(), StringComparison.Ordinal)));

        answer.Status.Should().Be(status);
        if (status == 404)
        {
            answer.Text.Should().Be("""{"status":"NOT_FOUND"}""");
        }
    }

    [Fact]
    public async Task Cancel_WhileWaiting_EndsTheJobWithItsError()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);

        var canceled = await _fal.SendAsync(HttpMethod.Put, submitted.At("cancel_url").GetString()!);
        var status = await _fal.Wire.GetAsync(submitted.At("status_url").GetString()!);
        var result = await _fal.Wire.GetAsync(submitted.At("response_url").GetString()!);
        var again = await _fal.SendAsync(HttpMethod.Put, submitted.At("cancel_url").GetString()!);

        canceled.Status.Should().Be(202);
        canceled.Text.Should().Be("""{"status":"CANCELLATION_REQUESTED"}""");
        status.At("status").GetString().Should().Be("COMPLETED");
        status.At("error_type").GetString().Should().Be("client_cancelled");
        result.Status.Should().Be(499);
        again.Status.Should().Be(400);
        again.Text.Should().Be("""{"status":"ALREADY_COMPLETED"}""");
    }

    [Fact]
    public async Task Cancel_WhileRunning_IsHeardButTheJobFinishes()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);
        _fal.Time.Advance(TimeSpan.FromSeconds(2));

        var canceled = await _fal.SendAsync(HttpMethod.Put, submitted.At("cancel_url").GetString()!);
        _fal.Time.Advance(TimeSpan.FromSeconds(2));
        var result = await _fal.Wire.GetAsync(submitted.At("response_url").GetString()!);

        canceled.Status.Should().Be(202);
        result.Status.Should().Be(200);
    }

    [Fact]
    public async Task Submit_TimeToStartTooShort_TimesOutForTheUser()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird, ("X-Fal-Queue-Priority", "low"), ("X-Fal-Request-Timeout", "1.5"));
        _fal.Time.Advance(TimeSpan.FromSeconds(2));
        var status = await _fal.Wire.GetAsync(submitted.At("status_url").GetString()!);
        var result = await _fal.Wire.GetAsync(submitted.At("response_url").GetString()!);

        status.At("status").GetString().Should().Be("COMPLETED");
        status.At("error").GetString().Should().Be("Request timed out");
        status.At("error_type").GetString().Should().Be("request_timeout");
        result.Status.Should().Be(504);
        result.Headers.GetValues("X-Fal-Request-Timeout-Type").Should().Equal("user");
        result.Json.Should().BeJson("""{"detail":"Request timed out","error_type":"request_timeout"}""");
    }

    [Theory]
    [InlineData("X-Fal-Queue-Priority", "urgent")]
    [InlineData("X-Fal-Request-Timeout", "soon")]
    [InlineData("X-Fal-Object-Lifecycle-Preference", "an hour")]
    public async Task Submit_WrongHeader_Answers400(string name, string value)
    {
        var answer = await _fal.SubmitAsync("fal-ai/flux/dev", Bird, (name, value));

        answer.Status.Should().Be(400);
        answer.At("detail").GetString().Should().Contain(name);
    }

    [Fact]
    public async Task Submit_QueueLongerThanAllowed_IsRefused()
    {
        await _fal.SubmitAsync("fal-ai/flux/dev", Bird);
        await _fal.SubmitAsync("fal-ai/flux/dev", Bird);

        var taken = await _fal.SubmitAsync("fal-ai/flux/dev?fal_max_queue_length=2", Bird);
        var refused = await _fal.SubmitAsync("fal-ai/flux/dev?fal_max_queue_length=2", Bird);

        taken.Status.Should().Be(200);
        refused.Status.Should().Be(429);
    }

    [Fact]
    public async Task Submit_LifecyclePreference_LimitsTheFile()
    {
        var brief = await _fal.ResultAsync("fal-ai/flux/dev", Bird, ("X-Fal-Object-Lifecycle-Preference", """{"expiration_duration_seconds":3600}"""));
        var hidden = await _fal.ResultAsync("fal-ai/flux/dev", Bird, ("X-Fal-Object-Lifecycle-Preference", """{"initial_acl":{"default":"forbid"}}"""));
        var file = brief.At("images", 0, "url").GetString()!;

        (await FalFixture.SendOpenAsync(HttpMethod.Get, file, null)).Status.Should().Be(200);
        _fal.Time.Advance(TimeSpan.FromHours(1));
        (await FalFixture.SendOpenAsync(HttpMethod.Get, file, null)).Status.Should().Be(404);
        (await FalFixture.SendOpenAsync(HttpMethod.Get, hidden.At("images", 0, "url").GetString()!, null)).Status.Should().Be(403);
    }

    [Fact]
    public async Task StatusStream_ToTheEnd_TellsEachChangeAndEachLineOnce()
    {
        var submitted = await _fal.SubmitAsync("fal-ai/flux/dev", Bird);
        var call = _fal.Wire.GetAsync(submitted.At("status_url").GetString() + "/stream?logs=1");
        await _fal.Time.PassUntilAsync(() => call.IsCompleted);

        var answer = await call;
        answer.Type.Should().Be("text/event-stream");
        answer.Events[0].GetProperty("status").GetString().Should().Be("IN_QUEUE");
        answer.Events[^1].GetProperty("status").GetString().Should().Be("COMPLETED");
        answer.Events.Count(data => data.GetProperty("status").GetString() == "COMPLETED").Should().Be(1);
        var lines = answer.Events.Select(data => data.GetProperty("logs")).Where(logs => logs.ValueKind == JsonValueKind.Array)
            .SelectMany(logs => logs.EnumerateArray()).Select(line => line.GetProperty("timestamp").GetString());
        lines.Should().HaveCount(5).And.OnlyHaveUniqueItems();
    }
}
