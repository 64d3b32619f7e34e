using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The caller's own JSON to a server that speaks OpenAI's protocol: to its chat, or to any other path.</summary>
internal sealed class OpenAIRawHandler(ProviderTransport transport, OpenAIDialect dialect) : ITaskHandler<RawRequest, RawResponse>
{
    public Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken) =>
        transport.SendAsync(context, new RawExchange(context, dialect, stream: false) { Accept = "*/*" }, ReadAsync, cancellationToken);

    private static async ValueTask<RawResponse> ReadAsync(ProviderResponse response, CancellationToken cancellationToken)
    {
        var type = response.ContentType;
        if (type is "" || type.EndsWith("json", StringComparison.Ordinal) || type.StartsWith("text/", StringComparison.Ordinal))
        {
            return await response.ReadBytesAsync(Read, cancellationToken).ConfigureAwait(false);
        }

        return new() { Files = [await response.ReadMediaAsync(cancellationToken).ConfigureAwait(false)] };
    }

    private static RawResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        if (response.ContentType == "text/html")
        {
            throw response.Fail(body.Span, "a web page came instead of an answer");
        }

        if (body.IsEmpty)
        {
            return new();
        }

        if (response.ContentType.StartsWith("text/", StringComparison.Ordinal))
        {
            return new() { Files = [MediaContent.FromBytes(body.ToArray(), response.ContentType)] };
        }

        var output = JsonElement.Parse(body.Span);
        return ErrorBody.IsError(output)
            ? throw response.Fail(body.Span, "the answer is an error")
            : new() { Output = output, Info = new() { Usage = JsonUsage.Of(output), CostUsd = JsonUsage.CostOf(output) } };
    }
}
