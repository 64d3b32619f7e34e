using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Providers.HuggingFace;

/// <summary>What hf-inference refuses, and what it answers that is no answer.</summary>
public sealed class HfErrorTests
{
    [Theory]
    [InlineData(400, """{"error":["Error in `inputs`: Invalid image: {}"],"warnings":["w"]}""", ErrorKind.InvalidRequest, "Invalid image")]
    [InlineData(400, """{"error":"Malformed soundfile"}""", ErrorKind.InvalidRequest, "Malformed soundfile")]
    [InlineData(400, """{"error":"Content type \"text/plain\" not supported."}""", ErrorKind.InvalidRequest, "Content type")]
    [InlineData(404, "Not Found", ErrorKind.ModelNotFound, "Not Found")]
    [InlineData(413, """{"error":"batch size","error_type":"Validation"}""", ErrorKind.InvalidRequest, "batch size")]
    [InlineData(422, "Failed to deserialize the JSON body", ErrorKind.InvalidRequest, "deserialize")]
    [InlineData(424, """{"error":"Failed dependency"}""", ErrorKind.Unavailable, "Failed dependency")]
    [InlineData(429, """{"error":"Rate limit reached. Please log in or use a HF access token"}""", ErrorKind.RateLimited, "Rate limit reached")]
    [InlineData(503, """{"error":"Model acme/model is currently loading","estimated_time":53.3741569519043}""", ErrorKind.Unavailable, "currently loading")]
    public async Task SendAsync_Refusal_IsItsTypedErrorInTheServersWords(int status, string body, ErrorKind kind, string words)
    {
        using var wire = new HfWire(MediaWire.Status((HttpStatusCode)status, body, body[0] == '{' ? "application/json" : "text/plain"));

        var failure = await wire.FailAsync(InferenceTasks.ObjectDetection, new() { Image = HfWire.Image });

        failure.Kind.Should().Be(kind);
        failure.StatusCode.Should().Be((HttpStatusCode)status);
        failure.Message.Should().Contain(words);
        wire.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""{"error":"CUDA out of memory"}""", "application/json", ErrorKind.Unavailable)]
    [InlineData("""[1,2]""", "application/json", ErrorKind.BadResponse)]
    [InlineData(""" "text" """, "application/json", ErrorKind.BadResponse)]
    [InlineData("""[[[{"label":"a","score":1}]]]""", "application/json", ErrorKind.BadResponse)]
    [InlineData("""[{"score":1}]""", "application/json", ErrorKind.BadResponse)]
    [InlineData("""[{"label":1,"score":1}]""", "application/json", ErrorKind.BadResponse)]
    [InlineData("""[{"label":"a","score":"1"}]""", "application/json", ErrorKind.BadResponse)]
    [InlineData("""[{"label":"\ud800","score":1}]""", "application/json", ErrorKind.BadResponse)]
    [InlineData("""{"labels":["a"],"scores":[]}""", "application/json", ErrorKind.BadResponse)]
    [InlineData("""{"labels":["a"],"scores":["b"]}""", "application/json", ErrorKind.BadResponse)]
    [InlineData("""[{"label":"a","score":1}""", "application/json", ErrorKind.BadResponse)]
    [InlineData("<html>busy</html>", "text/html", ErrorKind.BadResponse)]
    [InlineData("", "application/json", ErrorKind.BadResponse)]
    public async Task ClassifyTextAsync_WhatIsNoAnswer_IsItsTypedError(string body, string contentType, ErrorKind kind)
    {
        using var wire = new HfWire(MediaWire.Status(HttpStatusCode.OK, body, contentType));

        (await wire.FailAsync(InferenceTasks.TextClassification, new() { Text = "hi" })).Kind.Should().Be(kind);
    }

    [Fact]
    public async Task SendAsync_AnswersThatLackWhatTheTaskHas_AreBadResponses()
    {
        await ShouldBeBadAsync(InferenceTasks.Summarization, new() { Text = "t" }, "[]", """[{"generated_text":"x"}]""");
        await ShouldBeBadAsync(InferenceTasks.Translation, new() { Text = "t" }, "[]", """{"translation_text":null}""");
        await ShouldBeBadAsync(InferenceTasks.QuestionAnswering, new() { Question = "q", Context = "c" }, "[]", """{"answer":"a","score":1}""");
        await ShouldBeBadAsync(
            InferenceTasks.TableQuestionAnswering,
            new() { Query = "q", Table = new Dictionary<string, IReadOnlyList<string>>() },
            "[]", "{}", """{"answer":"a","coordinates":[1]}""", """{"answer":"a","coordinates":[[1,"2"]]}""", """{"answer":"a","coordinates":[[1]]}""");
        await ShouldBeBadAsync(InferenceTasks.FillMask, new() { Text = "[MASK]" }, "[]", "[[]]", "1", """[{"sequence":"s","score":1,"token":1}]""", """[[{"sequence":"s","score":1,"token":1,"token_str":"t"}],[]]""");
        await ShouldBeBadAsync(InferenceTasks.ObjectDetection, new() { Image = HfWire.Image }, """[{"label":"a","score":1}]""", """[{"label":"a","score":1,"box":{"xmin":1}}]""");
        await ShouldBeBadAsync(InferenceTasks.ImageSegmentation, new() { Image = HfWire.Image }, """[{"label":"a"}]""", """[{"label":"a","mask":"https://x.example/m.png"}]""", """[{"label":"a","mask":"????????"}]""");
        await ShouldBeBadAsync(InferenceTasks.SentenceSimilarity, new() { SourceSentence = "a", Sentences = ["b"] }, "[]", "[1,2]", """["1"]""", "{}");
        await ShouldBeBadAsync(InferenceTasks.ImageToText, new() { Image = HfWire.Image }, "[]", "[{}]");
        await ShouldBeBadAsync(InferenceTasks.VisualQuestionAnswering, new() { Image = HfWire.Image, Question = "q" }, "[]", "[{}]");
        await ShouldBeBadAsync(InferenceTasks.DocumentQuestionAnswering, new() { Image = HfWire.Image, Question = "q" }, "[]", "[{}]");
        await ShouldBeBadAsync(InferenceTasks.SpeechToText, new() { Audio = HfWire.Sound }, "{}", """{"text":"t","chunks":[1]}""", """{"text":"t","chunks":[{"timestamp":[0,1]}]}""");
    }

    [Fact]
    public async Task SendAsync_ModelStillLoads_WaitsAsLongAsTheServerSaysAndSendsTheFileAgain()
    {
        var time = new JumpingTime();
        using var router = new TestRouter(timeProvider: time);
        var wire = new MediaWire(
            router,
            MediaWire.Json("""{"error":"Model acme/model is currently loading","estimated_time":20.0}""", HttpStatusCode.ServiceUnavailable),
            MediaWire.Json("[]"));

        var answer = await router.Client.SendAsync(
            InferenceTasks.ObjectDetection, new() { Image = HfWire.Image, Model = HfWire.Model, Provider = HfWire.Provider }, TestContext.Current.CancellationToken);

        wire.Requests.Select(request => request.Body).Should().Equal("GIF89a12", "GIF89a12");
        answer.Info.Attempts[1].DelayBefore.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20)).And.BeLessThan(TimeSpan.FromSeconds(22));
    }

    [Fact]
    public async Task SendAsync_ModelThatNeverLoads_IsGivenUpAfterAFewTries()
    {
        var time = new JumpingTime();
        using var router = new TestRouter(
            builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.Retry.MaxAttemptsPerTarget = 3), timeProvider: time);
        var wire = new MediaWire(router, MediaWire.Json("""{"error":"Model acme/model is currently loading","estimated_time":20.0}""", HttpStatusCode.ServiceUnavailable));

        var call = () => router.Client.SendAsync(
            InferenceTasks.TextClassification, new() { Text = "hi", Model = HfWire.Model, Provider = HfWire.Provider }, TestContext.Current.CancellationToken);

        (await call.Should().ThrowAsync<ProviderException>()).Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(20));
        wire.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task SendAsync_StreamThatBreaks_IsToldAndNothingIsSent()
    {
        using var wire = new HfWire("[]");

        var failure = await wire.FailAsync(InferenceTasks.ObjectDetection, new() { Image = MediaContent.FromStream(new Broken(), "image/png"), Threshold = 0.5 });

        failure.Kind.Should().Be(ErrorKind.InvalidRequest);
        failure.Message.Should().Contain("IOException");
        wire.Requests.Should().BeEmpty();
    }

    private static async Task ShouldBeBadAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request, params string[] answers)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse
    {
        foreach (var answer in answers)
        {
            using var wire = new HfWire(answer);
            (await wire.FailAsync(task, request)).Kind.Should().Be(ErrorKind.BadResponse, $"{task} was answered {answer}");
        }
    }

    private sealed class Broken() : MemoryStream(new byte[8])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("gone");
    }
}
