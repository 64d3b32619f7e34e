using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Outputs;
using ProviderRouter.Emulator.Fal.Storage;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal;

/// <summary>The run host: a model's answer in one piece, or as events where the model has them.</summary>
internal sealed class FalRun(FalFiles files, FalChat chat)
{
    private const string ChatPath = "openai/v1/chat/completions";

    public Task HandleAsync(Exchange exchange, string path)
    {
        var endpoint = FalEndpoint.Parse(path.Split('/')) ?? throw FalErrors.Text(404, "Not Found");
        if (!FalCatalogue.HasApp(endpoint.App))
        {
            throw FalErrors.UnknownApp(endpoint.App);
        }

        if (endpoint is { App: "openrouter/router", Path: ChatPath })
        {
            return chat.HandleAsync(exchange);
        }

        var isStream = endpoint.Path == "stream" || endpoint.Path.EndsWith("/stream", StringComparison.Ordinal);
        var target = isStream ? endpoint with { Path = endpoint.Path[..^"stream".Length].TrimEnd('/') } : endpoint;
        var model = FalCatalogue.Find(target) is { } found && (found.Streams || !isStream) ? found : throw FalErrors.UnknownPath(endpoint.Path);
        if (exchange.Method != "POST")
        {
            throw FalErrors.Text(405, "Method Not Allowed");
        }

        var site = new FalSite(
            files, exchange.Link("fal-ai", "cdn/"), exchange.Time.GetUtcNow(), FalLifecycle.Read(exchange, FalLifecycle.OutputHeader));
        var id = Guid.NewGuid().ToString();
        return isStream
            ? StreamAsync(exchange, FalRunner.Read(model, FalBody.Of(exchange), site), id)
            : FalRunner.Run(model, FalBody.Of(exchange), site).WriteAsync(exchange, id);
    }

    private static async Task StreamAsync(Exchange exchange, FalCall call, string id)
    {
        var outputs = call.Model.Output == FalOutput.Images
            ? [FalPictures.Preview(call), FalPictures.Make(call).Output]
            : FalTexts.Stream(call).ToList();
        exchange.Http.Response.Headers["x-fal-request-id"] = id;
        var events = new EventStream(exchange);
        await events.StartAsync().ConfigureAwait(false);
        foreach (var output in outputs)
        {
            await events.SendAsync(output).ConfigureAwait(false);
        }
    }
}
