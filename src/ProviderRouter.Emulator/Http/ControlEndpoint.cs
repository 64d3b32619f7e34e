using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ProviderRouter.Emulator.Http;

/// <summary>What a test in the same process does with <see cref="EmulatedProvider"/>, over HTTP: sets faults, lets paused answers go on, reads what was received.</summary>
internal sealed class ControlEndpoint(Func<string, EmulatedProvider?> find)
{
    public async Task HandleAsync(HttpContext http, string[] path)
    {
        if (find(path[0]) is not { } provider)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        switch ($"{http.Request.Method} {string.Join('/', path.Skip(1))}")
        {
            case "GET ":
                await WriteAsync(http, Describe(provider)).ConfigureAwait(false);
                break;
            case "POST faults":
                await AddFaultAsync(http, provider).ConfigureAwait(false);
                break;
            case "DELETE faults":
                provider.ClearFaults();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case "DELETE requests":
                await WriteAsync(http, new JsonArray([.. provider.TakeRequests().Select(Describe)])).ConfigureAwait(false);
                break;
            case "POST resume":
                provider.Resume();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private static async Task AddFaultAsync(HttpContext http, EmulatedProvider provider)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted).ConfigureAwait(false);
            provider.EnqueueFault(FaultReader.Read(document.RootElement));
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            await WriteAsync(http, new JsonObject { ["error"] = exception.Message }, StatusCodes.Status400BadRequest).ConfigureAwait(false);
        }
    }

    private static JsonObject Describe(EmulatedProvider provider) => new()
    {
        ["openRequests"] = provider.OpenRequests,
        ["faults"] = provider.WaitingFaults,
    };

    private static JsonObject Describe(ReceivedRequest request) => new()
    {
        ["at"] = request.At,
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["body"] = request.Body,
        ["fault"] = request.Fault is { } fault ? FaultReader.NameOf(fault.Kind) : null,
    };

    private static Task WriteAsync(HttpContext http, JsonNode node, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(node.ToJsonString(Exchange.Json), http.RequestAborted);
    }
}
