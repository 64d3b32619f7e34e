using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// Reads a language model's answer while it is written: each event holds all of it so far, of which only what is new is given out. The answer
/// is whole when an event says that it is not partial, or says nothing of that and the stream ends.
/// </summary>
internal sealed class FalOutputStream(ProviderTransport transport, TaskContext context) : IDisposable
{
    private readonly FalGrowingText text = new();
    private readonly FalGrowingText reasoning = new();
    private ProviderResponse? response;
    private SseReader? reader;
    private bool isPartial;
    private bool hasOutput;
    private bool isDone;

    public string NewText { get; private set; } = "";

    public string NewReasoning { get; private set; } = "";

    public Usage? Usage { get; private set; }

    public string? RequestId => response?.RequestId;

    /// <summary>Opens the stream, up to the first text; what fails until then is tried again like any exchange.</summary>
    /// <returns>Whether there is a text; false at the end.</returns>
    public Task<bool> OpenAsync(Exchange exchange, CancellationToken cancellationToken) =>
        transport.OpenAsync(context, exchange, (opened, token) => BeginAsync(opened, token, cancellationToken), cancellationToken);

    /// <summary>Reads up to the next text.</summary>
    /// <returns>Whether there is one; false at the end.</returns>
    /// <exception cref="StreamInterruptedException">The stream broke, told an error, took back what it had given, or ended too early.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        (NewText, NewReasoning) = ("", "");
        try
        {
            for (var more = true; !isDone; more = await reader!.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                while (!isDone && reader!.TryRead())
                {
                    if (Take(reader.Data))
                    {
                        return true;
                    }
                }

                if (!more)
                {
                    End();
                }
            }

            return false;
        }
        catch (ProviderException failure) when (HasGiven && failure is not StreamInterruptedException)
        {
            throw Interrupted(failure.Message, failure);
        }
    }

    public void Dispose()
    {
        reader?.Dispose();
        response?.Dispose();
    }

    private bool HasGiven => !text.IsEmpty || !reasoning.IsEmpty;

    private async ValueTask<bool> BeginAsync(ProviderResponse opened, CancellationToken attemptToken, CancellationToken cancellationToken)
    {
        reader?.Dispose();
        text.Clear();
        reasoning.Clear();
        (response, reader, isPartial, hasOutput, isDone) = (opened, null, false, false, false);
        (NewText, NewReasoning, Usage) = ("", "", null);
        if (opened.ContentType == "text/event-stream")
        {
            reader = await SseReader.OpenAsync(opened, attemptToken).ConfigureAwait(false);
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        // A server that does not stream gives the whole at once.
        return await opened.ReadBytesAsync(
            (_, body) =>
            {
                var isNew = Take(body.Span);
                isDone = true;
                return isNew;
            },
            attemptToken).ConfigureAwait(false);
    }

    private bool Take(ReadOnlySpan<byte> data)
    {
        try
        {
            var json = new Utf8JsonReader(data);
            using var document = JsonDocument.ParseValue(ref json);
            var root = document.RootElement;
            if (ErrorBody.IsError(root))
            {
                throw response!.Fail(data, "the stream reports an error");
            }

            var output = FalVision.FindText(root);
            if (output.ValueKind != JsonValueKind.String)
            {
                return reader is null ? throw response!.Fail(data, "the answer holds no output") : false; // an event of tomorrow
            }

            hasOutput = true;
            NewReasoning = FalJson.Get(root, "reasoning") is { ValueKind: JsonValueKind.String } thoughts ? Advance(reasoning, thoughts) : "";
            NewText = Advance(text, output);
            Usage = FalVision.UsageOf(root) ?? Usage;
            var partial = FalJson.Get(root, "partial").ValueKind;
            isPartial = partial == JsonValueKind.True;
            isDone = partial == JsonValueKind.False;
            if (text.IsHalf && !isPartial)
            {
                throw response!.Fail(data, "the answer holds text that is no Unicode");
            }

            return NewText.Length > 0 || NewReasoning.Length > 0;
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            throw response!.Fail(data, "a piece of the stream is not the JSON that was expected", exception);
        }
    }

    private string Advance(FalGrowingText given, JsonElement whole) => given.TryAdvance(whole, out var fresh)
        ? fresh
        : throw Interrupted($"Provider '{context.Provider}': the stream took back what it had given.", null);

    private void End()
    {
        isDone = true;
        if (isPartial || !hasOutput)
        {
            throw Interrupted($"Provider '{context.Provider}': the stream ended before the answer was whole.", null);
        }
    }

    private StreamInterruptedException Interrupted(string message, ProviderException? cause) => new(context.Provider, message, cause)
    {
        Model = context.Model,
        StatusCode = cause?.StatusCode ?? response?.StatusCode,
        ErrorCode = cause?.ErrorCode,
        RequestId = cause?.RequestId ?? response?.RequestId,
        ResponseBody = cause?.ResponseBody,
        MaybeExecuted = true,
        IsIncomplete = !HasGiven, // nothing is lost or doubled by another try
        PartialText = text.ToString(),
    };
}
