using System.Text;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Reads the event stream of a prediction: pieces of text until its own end event.</summary>
internal sealed class ReplicateTextStream(TaskContext context, ReplicatePredictions predictions, SseReader reader, string id) : IDisposable
{
    private readonly StringBuilder received = new();

    /// <summary>Whether the prediction has come to its end, good or bad.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The next piece of text; null at the end.</summary>
    /// <exception cref="StreamInterruptedException">The stream broke, or ended without its end event, after it had begun.</exception>
    /// <exception cref="JobException">The prediction failed before it gave any text.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var more = true; !IsDone;)
            {
                while (!IsDone && reader.TryRead())
                {
                    if (Take() is { Length: > 0 } piece)
                    {
                        received.Append(piece);
                        return piece;
                    }
                }

                if (!more)
                {
                    throw Interrupted($"Provider '{context.Provider}': the stream of prediction '{id}' ended without its end event, so the answer is cut.", null);
                }

                more = IsDone || await reader.FillAsync(cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (ProviderException failure) when (received.Length > 0 && failure is not StreamInterruptedException)
        {
            throw Interrupted(failure.Message, failure);
        }
    }

    public void Dispose() => reader.Dispose();

    private string? Take()
    {
        if (reader.EventType.SequenceEqual("output"u8))
        {
            return Encoding.UTF8.GetString(reader.Data);
        }

        if (reader.EventType.SequenceEqual("error"u8))
        {
            IsDone = true;
            throw predictions.Failed(context, id, "failed", ReadField("detail") ?? Encoding.UTF8.GetString(reader.Data));
        }

        if (reader.EventType.SequenceEqual("done"u8))
        {
            IsDone = true;
            return ReadField("reason") is { } reason
                ? throw predictions.Failed(context, id, reason == "canceled" ? "canceled" : "failed", null)
                : null;
        }

        return null; // logs, and events of tomorrow
    }

    private string? ReadField(string name)
    {
        try
        {
            var json = new Utf8JsonReader(reader.Data);
            using var document = JsonDocument.ParseValue(ref json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private StreamInterruptedException Interrupted(string message, ProviderException? cause) => new(context.Provider, message, cause)
    {
        Model = context.Model,
        ErrorCode = cause?.ErrorCode,
        MaybeExecuted = true,
        PartialText = received.ToString(),
    };
}
