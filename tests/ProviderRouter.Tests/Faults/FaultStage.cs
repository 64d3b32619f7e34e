using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>A call that is held up at one stage: what waits there is cancelled.</summary>
internal sealed class FaultStage : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly WatchedTime time = new(Long);
    private readonly TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<Task> arrived = static () => Task.CompletedTask;

    private FaultStage(FaultOperation operation) => Scene = new FaultScene(operation, new FaultSignals()) { Time = time, OnSending = () => sending.TrySetResult() };

    public static IReadOnlyList<string> Names { get; } =
        ["connect", "tls", "upload", "head", "body", "first event", "between events", "backoff", "poll wait", "poll", "fallback", "download"];

    public FaultScene Scene { get; }

    /// <summary>The server at which the call waits.</summary>
    public FaultServer Server { get; private set; } = null!;

    public static async Task<FaultStage> SetAsync(string name)
    {
        var stage = new FaultStage(name switch
        {
            "upload" => FaultOperations.LongChat,
            "first event" or "between events" => FaultOperations.Stream,
            "poll wait" or "poll" => FaultOperations.Poll,
            "download" => FaultOperations.Download,
            _ => FaultOperations.Chat,
        });
        await stage.SetSceneAsync(name);
        return stage;
    }

    /// <summary>Waits until the call has come to its stage.</summary>
    public Task ArrivedAsync() => arrived();

    public ValueTask DisposeAsync() => Scene.DisposeAsync();

    private async Task SetSceneAsync(string name)
    {
        var later = FaultHttp.Json("", 503, "Retry-After: 30");
        switch (name)
        {
            case "connect":
                Server = await Scene.Add(new FaultServer()).FillQueueAsync();
                arrived = () => sending.Task;
                break;
            case "tls":
                Server = Scene.Add(new FaultServer { Reception = FaultReceptions.SilentInHandshake }, scheme: "https").Listen();
                arrived = () => Server.UntilAsync(static server => server.Accepted == 1, "the handshake begins");
                break;
            case "upload":
                Set(new FaultScript { ReadsBody = false }.UntilReleased().Silence());
                break;
            case "body":
                Set(new FaultScript().Send(FaultHttp.Head(200, "Content-Type: application/json", "Content-Length: 100")).Send("{").Silence());
                break;
            case "first event":
                Set(new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events)).Silence());
                break;
            case "between events":
                Set(new FaultScript().Send(FaultHttp.OpenHead(FaultHttp.Events) + FaultHttp.Text("hello")).Silence());
                arrived = () => Scene.Signals.Heard;
                break;
            case "backoff" or "poll wait":
                Set(new FaultScript().Send(later));
                arrived = () => time.DelayBegun;
                break;
            case "fallback":
                Scene.Add(new FaultScript().Send(FaultHttp.Json("", 404)));
                Set(new FaultScript().Silence());
                break;
            case "download":
                Set(new FaultScript().Send(FaultHttp.Head(200, "Content-Type: image/png", "Content-Length: 100")).Send("{").Silence());
                break;
            default:
                Set(new FaultScript().Silence());
                break;
        }
    }

    private void Set(FaultScript script)
    {
        Server = Scene.Add(script);
        arrived = () => Server.UntilAsync(server => server.Busy == 1 && server.Requests.Any(Scene.IsMain), "the request is there");
    }
}
