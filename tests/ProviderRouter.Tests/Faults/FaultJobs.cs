using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;

namespace ProviderRouter.Tests.Faults;

/// <summary>A prediction at Replicate: created by one request, and polled.</summary>
internal sealed class JobOperation(bool isPoll) : FaultOperation(isPoll ? "poll" : "job", isPoll ? "poll" : "job")
{
    public const string Model = "black-forest-labs/flux-schnell";

    public override string Answer => Png;

    public override bool IsRead => isPoll;

    public override byte[] Body(FaultServer server) => Bytes(isPoll ? Prediction("succeeded", $"\"data:image/png;base64,{Base64}\"") : Prediction("starting"));

    public override bool IsMain(FaultRequest request) => isPoll ? IsPoll(request) : IsCreate(request);

    public override void Prepare(FaultServer server) => server
        .On(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal), Say(Prediction("canceled")))
        .On(
            isPoll ? IsCreate : IsPoll,
            Say(isPoll ? Prediction("starting") : Prediction("succeeded", $"\"data:image/png;base64,{Base64}\"")));

    public override void AddProvider(IInferenceRoutingBuilder builder, string provider, FaultServer server, string scheme, string key, Action<ProviderOptions> configure) =>
        builder.AddReplicate(provider, options =>
        {
            (options.BaseAddress, options.ApiKey, options.WaitSeconds) = (server.Address(scheme), key, 0);
            configure(options);
        });

    public override Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken) =>
        FaultOperations.MakeImageAsync(client, signals, Model, cancellationToken);

    public static string Prediction(string status, string output = "null", string error = "null") =>
        $$"""{"id":"p1","model":"m","version":"hidden","input":{},"output":{{output}},"logs":"","error":{{error}},"status":"{{status}}"}""";

    private static bool IsCreate(FaultRequest request) => request.Method == "POST" && request.Path.EndsWith("/predictions", StringComparison.Ordinal);

    private static bool IsPoll(FaultRequest request) => request is { Method: "GET", Path: "/v1/predictions/p1" };

    private static FaultScript Say(string body) => new FaultScript().Send(FaultHttp.Json(body));
}

/// <summary>A job of fal's queue: submitted by one request, polled, and its result fetched.</summary>
internal sealed class QueueOperation(bool isPoll) : FaultOperation(isPoll ? "queue_poll" : "queue", isPoll ? "poll" : "job")
{
    public const string Model = "fal-ai/flux/schnell";

    public override string Answer => Png;

    public override bool IsRead => isPoll;

    public override byte[] Body(FaultServer server) => Bytes(isPoll ? Status("COMPLETED") : Status("IN_QUEUE"));

    public override bool IsMain(FaultRequest request) => isPoll ? IsPoll(request) : IsSubmit(request);

    public override void Prepare(FaultServer server) => server
        .On(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal), Say("""{"status":"CANCELLATION_REQUESTED"}"""))
        .On(isPoll ? IsSubmit : IsPoll, Say(isPoll ? Status("IN_QUEUE") : Status("COMPLETED")))
        .On(static request => request.Method == "GET" && !IsPoll(request), Say($$"""{"images":[{"url":"data:image/png;base64,{{Base64}}","content_type":"image/png"}]}"""));

    public override void AddProvider(IInferenceRoutingBuilder builder, string provider, FaultServer server, string scheme, string key, Action<ProviderOptions> configure) =>
        builder.AddFal(provider, options =>
        {
            (options.BaseAddress, options.ApiKey) = (server.Address(scheme), key);
            options.QueueAddress = options.RestAddress = options.ApiAddress = options.BaseAddress;
            configure(options);
        });

    public override Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken) =>
        FaultOperations.MakeImageAsync(client, signals, Model, cancellationToken);

    private static string Status(string status) => $$"""{"request_id":"q1","status":"{{status}}"}""";

    private static bool IsSubmit(FaultRequest request) => request.Method == "POST";

    private static bool IsPoll(FaultRequest request) => request.Method == "GET" && request.Path.Contains("/requests/q1/status", StringComparison.Ordinal);

    private static FaultScript Say(string body) => new FaultScript().Send(FaultHttp.Json(body));
}
