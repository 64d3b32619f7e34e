using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Providers;

namespace ProviderRouter.Tests.Faults;

/// <summary>A chat at servers of which some are Replicate, where a chat is a job.</summary>
/// <param name="model">The model, by the same id at each.</param>
/// <param name="replicate">Which ones are Replicate.</param>
internal sealed class MixedChat(string model, params string[] replicate) : FaultOperation("mixed_chat", "")
{
    public override string Answer => "hello there";

    public override byte[] Body(FaultServer server) => FaultOperations.Chat.Body(server);

    public override bool IsMain(FaultRequest request) => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal) || IsCreate(request);

    public static bool IsCreate(FaultRequest request) => request.Method == "POST" && request.Path.EndsWith("/predictions", StringComparison.Ordinal);

    /// <summary>The answer to a prediction that is done at once.</summary>
    public static FaultScript Done() => new FaultScript().Send(FaultHttp.Json("""{"id":"p1","model":"m","version":"hidden","input":{},"output":["hello"," there"],"logs":"","error":null,"status":"succeeded"}"""));

    public override void Prepare(FaultServer server) => server.On(
        static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal), new FaultScript().Send(FaultHttp.Json(JobOperation.Prediction("canceled"))));

    public override void AddProvider(IInferenceRoutingBuilder builder, string provider, FaultServer server, string scheme, string key, Action<ProviderOptions> configure)
    {
        if (!replicate.Contains(provider))
        {
            base.AddProvider(builder, provider, server, scheme, key, configure);
            return;
        }

        builder.AddReplicate(provider, options =>
        {
            (options.BaseAddress, options.ApiKey, options.WaitSeconds) = (server.Address(scheme), key, 0);
            configure(options);
        });
    }

    public override async Task<FaultReport> PlayAsync(IInferenceClient client, FaultSignals signals, CancellationToken cancellationToken)
    {
        var answer = await client.ChatAsync(
            new() { Provider = "first", Model = model, Messages = [ChatMessage.User(Prompt)], Fallbacks = signals.FallbacksFor(model) }, cancellationToken);
        return new(answer.Text, answer.Info);
    }
}
