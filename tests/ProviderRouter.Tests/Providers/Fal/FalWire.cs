using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Providers.Fal;

/// <summary>A router before a scripted fal: answers are given out in order, requests are kept whole, no delay takes any time.</summary>
internal sealed class FalWire : IDisposable
{
    public const string Id = "764cabcf-b745-4b3e-ae38-1200304cf45b";
    public const string Flux = "fal-ai/flux/dev";
    public const string FluxJob = $"https://queue.fal.run/fal-ai/flux/requests/{Id}";
    public const string Image = """{"images":[{"url":"https://v3.fal.media/files/a/b.png","content_type":"image/png","width":1024,"height":768}],"seed":7}""";

    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> answers = new();
    private readonly TestRouter router;
    private readonly List<SentRequest> requests = [];

    public FalWire(Action<IInferenceRoutingBuilder>? configure = null, FakeEnvironment? environment = null)
    {
        router = new TestRouter(configure, environment ?? TestRouter.WithKeys("FAL_KEY"), Time);
        router.Http.When("*").Respond(Answer);
    }

    public JumpingTime Time { get; } = new();

    public IInferenceClient Client => router.Client;

    public ProviderStatus Provider => router.Services.GetRequiredService<RouterRuntime>().Providers.Single(provider => provider.Name == "fal-ai");

    /// <summary>What was sent, the cancels of jobs included that are still on their way.</summary>
    public List<SentRequest> Requests
    {
        get
        {
            router.Services.GetRequiredService<OpenJobs>().WhenIdle().Wait(TimeSpan.FromSeconds(5));
            return requests;
        }
    }

    public IEnumerable<string> Lines => Requests.Select(request => request.Line);

    public string? Body => Requests[0].Body;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The answer to a submission.</summary>
    public static string Submitted(string? address = FluxJob) => address is null
        ? $$"""{"request_id":"{{Id}}"}"""
        : $$"""{"request_id":"{{Id}}","status":"IN_QUEUE","queue_position":0,"response_url":"{{address}}","status_url":"{{address}}/status","cancel_url":"{{address}}/cancel"}""";

    public static string Status(string status, string rest = "") =>
        $$"""{"status":"{{status}}","request_id":"{{Id}}","response_url":"{{FluxJob}}"{{(rest.Length > 0 ? "," + rest : "")}}}""";

    /// <summary>This provider's own fields of a request.</summary>
    public static Dictionary<string, JsonObject> Own(string json) => new() { ["fal-ai"] = JsonNode.Parse(json)!.AsObject() };

    /// <summary>Gives this out as the next answer.</summary>
    public FalWire Then(int status, string body, string type = "application/json", params (string Name, string Value)[] headers) => Then(_ =>
    {
        var response = new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.ContentType = new(type);
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    });

    /// <summary>Does this as the next answer.</summary>
    public FalWire Then(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    /// <summary>Plays a whole job that gives this.</summary>
    public FalWire ThenJob(string result, string metrics = """ "metrics":{"inference_time":1.5} """) =>
        Then(200, Submitted()).Then(200, Status("COMPLETED", metrics)).Then(200, result);

    /// <summary>Plays the beginning of a job: submitted and done, its result still to come.</summary>
    public FalWire ThenDone(string rest = "") => Then(200, Submitted()).Then(200, Status("COMPLETED", rest));

    public FalWire ThenEvents(string events) => Then(200, events, "text/event-stream", ("x-fal-request-id", "run-1"));

    public Task<TextToImageResponse> ImageAsync(TextToImageRequest? request = null, CancellationToken? cancellationToken = null) =>
        Client.GenerateImageAsync(OnFal(request ?? new() { Model = Flux, Prompt = "a cat" }), cancellationToken ?? Token);

    public async Task<TFailure> ImageFailsAsync<TFailure>(TextToImageRequest? request = null)
        where TFailure : Exception =>
        (await FluentActions.Awaiting(() => ImageAsync(request)).Should().ThrowAsync<TFailure>()).Which;

    public Task<InferenceJob<TextToImageResponse>> StartAsync(JobOptions? options = null) =>
        Client.StartAsync(InferenceTasks.TextToImage, OnFal(new TextToImageRequest { Model = Flux, Prompt = "a cat" }), options, Token);

    public Task<ChatResponse> ChatAsync(ChatRequest request) => Client.ChatAsync(OnFal(request), Token);

    /// <summary>Reads a stream to its end; what came before a failure is kept.</summary>
    public static async Task<Exception?> DrainAsync<TUpdate>(IAsyncEnumerable<TUpdate> stream, List<TUpdate> updates)
    {
        try
        {
            await foreach (var update in stream)
            {
                updates.Add(update);
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    /// <summary>The request, for fal by name: some of its ids do not tell.</summary>
    public static TRequest OnFal<TRequest>(TRequest request)
        where TRequest : InferenceRequest => request with { Provider = "fal-ai" };

    public void Dispose() => router.Dispose();

    // MockHttp hangs on a handler that faults later, so failures are thrown before the first await.
    private Task<HttpResponseMessage> Answer(HttpRequestMessage request)
    {
        requests.Add(SentRequest.Of(request));
        return Task.FromResult(answers.Count > 0 ? answers.Dequeue()(request) : throw new HttpRequestException("nothing more was scripted"));
    }
}
