using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Providers;

/// <summary>A router before a scripted Replicate: answers are given out in order, requests are kept as text, no delay takes any time.</summary>
internal sealed class ReplicateWire : IDisposable
{
    public const string Id = "p1";
    public const string Hash = "7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc";
    public const string Flux = "black-forest-labs/flux-schnell";
    public const string Llama = "meta/meta-llama-3-70b-instruct";
    public const string FluxUri = "https://api.replicate.com/v1/models/black-forest-labs/flux-schnell/predictions";
    public const string LlamaUri = "https://api.replicate.com/v1/models/meta/meta-llama-3-70b-instruct/predictions";
    public const string PollUri = "https://api.replicate.com/v1/predictions/p1";
    public const string CancelUri = "https://api.replicate.com/v1/predictions/p1/cancel";
    public const string StreamUri = "https://stream.replicate.com/v1/files/bcwr-1";

    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> answers = new();
    private readonly TestRouter router;
    private readonly List<string> lines = [];
    private readonly Dictionary<string, string> known = [];

    public ReplicateWire(Action<IInferenceRoutingBuilder>? configure = null)
    {
        router = new TestRouter(configure, timeProvider: Time);
        router.Http.When("*").Respond(Answer);
    }

    /// <summary>The answer when no other is left; null for a broken connection.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage>? Always { get; set; }

    /// <summary>What was sent, each as "METHOD address", the cancels of jobs included that are still on their way.</summary>
    public List<string> Lines
    {
        get
        {
            router.Services.GetRequiredService<OpenJobs>().WhenIdle().Wait(TimeSpan.FromSeconds(5));
            return lines;
        }
    }

    /// <summary>The paths that were looked up and are known here; they are in no other list.</summary>
    public List<string> LookUps { get; } = [];

    /// <summary>The bodies of what was sent, null for none.</summary>
    public List<string?> Bodies { get; } = [];

    /// <summary>The headers of what was sent.</summary>
    public List<Dictionary<string, string>> Headers { get; } = [];

    public JumpingTime Time { get; } = new();

    public IInferenceClient Client => router.Client;

    public static string Prediction(string status, string output = "null", string rest = "") =>
        $$"""{"id":"{{Id}}","model":"m","version":"hidden","input":{},"output":{{output}},"logs":"","error":null,"status":"{{status}}"{{(rest.Length > 0 ? "," + rest : "")}}}""";

    public static string Streaming(string address = StreamUri) => Prediction("starting", rest: $$"""
        "urls":{"get":"{{PollUri}}","cancel":"{{CancelUri}}","stream":"{{address}}"}
        """);

    /// <summary>Tells a model, a version or a deployment to whoever looks it up, below <c>/v1/</c>.</summary>
    public ReplicateWire Knows(string path, string body)
    {
        known[path] = body;
        return this;
    }

    /// <summary>A model as Replicate describes it, with these properties of its input.</summary>
    public static string Model(string properties, string required = "", string isOfficial = "true", string? version = Hash, string schemas = "") => $$"""
        {"owner":"acme","name":"m","is_official":{{isOfficial}},"latest_version":{{(version is null ? "null" : Version(properties, required, version, schemas))}}}
        """;

    /// <summary>A version as Replicate describes it.</summary>
    public static string Version(string properties, string required = "", string id = Hash, string schemas = "") => $$"""
        {"id":"{{id}}","cog_version":"0.9","openapi_schema":{"components":{"schemas":{
            "Input":{"type":"object","required":[{{required}}],"properties":{ {{properties}} } },
            {{(schemas.Length > 0 ? schemas + "," : "")}}"Output":{} } } } }
        """;

    /// <summary>Gives this out as the next answer.</summary>
    public ReplicateWire Then(int status, string body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        answers.Enqueue(_ => Response(status, body, type, headers));
        return this;
    }

    public static HttpResponseMessage Response(int status, string body, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        response.Content.Headers.ContentType = new(type);
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>Gives a prediction out as the next answer.</summary>
    public ReplicateWire Then(string status, string output = "null", string rest = "") => Then(201, Prediction(status, output, rest));

    /// <summary>Gives an event stream out as the next answer.</summary>
    public ReplicateWire ThenEvents(string events) => Then(200, events, "text/event-stream");

    /// <summary>Does this as the next answer.</summary>
    public ReplicateWire Then(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    public Task<TextToImageResponse> ImageAsync(string model = Flux, CancellationToken? cancellationToken = null) =>
        ImageAsync(new TextToImageRequest { Model = model, Prompt = "a whale" }, cancellationToken);

    public Task<TextToImageResponse> ImageAsync(TextToImageRequest request, CancellationToken? cancellationToken = null) =>
        Client.GenerateImageAsync(request with { Provider = "replicate" }, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Asks Replicate.</summary>
    public Task<TResponse> SendAsync<TRequest, TResponse>(InferenceTask<TRequest, TResponse> task, TRequest request, CancellationToken? cancellationToken = null)
        where TRequest : InferenceRequest
        where TResponse : InferenceResponse =>
        Client.SendAsync(task, request with { Provider = "replicate" }, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>The settings that an answer warns of, in order.</summary>
    public static string Warnings(InferenceResponse answer) => string.Join(',', answer.Info.Warnings.Select(warning => warning.Setting));

    public Task<ChatResponse> ChatAsync(ChatRequest request, CancellationToken? cancellationToken = null) =>
        Client.ChatAsync(request with { Provider = "replicate", Model = request.Model ?? Llama }, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Reads a stream to its end; updates that came before a failure are kept.</summary>
    public async Task<Exception?> StreamAsync(List<ChatUpdate> updates, string model = Llama, CancellationToken? cancellationToken = null)
    {
        var request = new ChatRequest { Provider = "replicate", Model = model, Messages = [ChatMessage.User("Hi")] };
        try
        {
            await foreach (var update in Client.ChatStreamAsync(request, cancellationToken ?? TestContext.Current.CancellationToken))
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

    /// <summary>Claims that a chat is refused before anything is sent.</summary>
    public static async Task RefusedAsync(ErrorKind kind, ChatRequest request)
    {
        using var wire = new ReplicateWire();

        (await wire.Awaiting(wire => wire.ChatAsync(request)).Should().ThrowAsync<ProviderException>()).Which.Kind.Should().Be(kind);

        wire.Lines.Should().BeEmpty();
    }

    public void Dispose() => router.Dispose();

    // MockHttp hangs on a handler that faults later, so failures are thrown before the first await.
    private Task<HttpResponseMessage> Answer(HttpRequestMessage request)
    {
        if (request.Method == HttpMethod.Get && known.TryGetValue(request.RequestUri!.AbsolutePath["/v1/".Length..], out var model))
        {
            LookUps.Add(request.RequestUri.AbsolutePath);
            return Task.FromResult(Response(200, model));
        }

        var body = request.Content?.ReadAsStringAsync();
        lines.Add($"{request.Method} {request.RequestUri}");
        Headers.Add(request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
        Bodies.Add(body is null ? null : body.IsCompletedSuccessfully ? body.Result : throw new InvalidOperationException("a body is whole in memory"));
        var answer = answers.Count > 0 ? answers.Dequeue() : Always ?? throw new HttpRequestException("nothing more was scripted");
        return Task.FromResult(answer(request));
    }
}
