using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>A job as fal shows it: what its queue said last, and in the end what the model gave. Source: wire notes of fal, §3.</summary>
internal sealed class FalState : IDisposable
{
    private const int MaxIdLength = 100;

    private readonly MediaJson? result;

    private FalState(MediaJson? result = null) => this.result = result;

    /// <summary>The job's id, or that of a call that was answered at once; null where an answer does not name it.</summary>
    public string? RequestId { get; private init; }

    /// <summary>What it is, for messages.</summary>
    public string Name => RequestId is null ? "the call" : $"job '{RequestId}'";

    public string Status { get; private init; } = "";

    public int? QueuePosition { get; private init; }

    /// <summary>All lines of the log so far, as they came.</summary>
    public IReadOnlyList<string> Log { get; private init; } = [];

    /// <summary>Why it failed; null when it did not, or only its result tells.</summary>
    public string? Error { get; private init; }

    public string? ErrorType { get; private init; }

    public bool HasFailed => Error is not null || ErrorType is not null;

    /// <summary>Whether the result was seen, which alone tells for certain whether the job succeeded.</summary>
    public bool IsJudged { get; private init; }

    /// <summary>Where the result will be, as the queue says.</summary>
    public string? ResponseAddress { get; private init; }

    /// <summary>How long the model ran.</summary>
    public double? InferenceSeconds { get; private init; }

    public bool IsCompleted => Status == "COMPLETED";

    /// <summary>What the model gave.</summary>
    public JsonElement Output => result?.Root ?? default;

    /// <summary>Reads the answer to a submission.</summary>
    /// <exception cref="ProviderException">It names no job.</exception>
    public static FalState ReadSubmitted(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        var state = ReadStatus(response, body);
        return state.RequestId is not null ? state : throw response.Fail(body.Span, "the answer names no request");
    }

    /// <summary>Reads a status.</summary>
    /// <exception cref="ProviderException">It is no JSON object.</exception>
    public static FalState ReadStatus(ProviderResponse response, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        return root.ValueKind != JsonValueKind.Object
            ? throw response.Fail(body.Span, "the answer is no status")
            : new()
            {
                RequestId = FalJson.Text(root, "request_id") is { } id && IsId(id) ? id : null,
                Status = FalJson.Text(root, "status") ?? "",
                QueuePosition = FalJson.Whole(root, "queue_position"),
                Log = ReadLog(FalJson.Get(root, "logs")),
                Error = ReadError(FalJson.Get(root, "error")),
                ErrorType = FalJson.Text(root, "error_type"),
                ResponseAddress = FalJson.Text(root, "response_url"),
                InferenceSeconds = FalJson.Number(FalJson.Get(root, "metrics"), "inference_time"),
            };
    }

    /// <summary>Reads the result of a job, which may say that there is none.</summary>
    /// <exception cref="ProviderException">It is no JSON.</exception>
    public static async ValueTask<FalState> ReadResultAsync(ProviderResponse response, FalState status, string requestId, MediaFields files, CancellationToken cancellationToken)
    {
        var json = await MediaJson.ReadAsync(response, files, cancellationToken).ConfigureAwait(false);
        var error = ErrorOf(json.Root);
        return new(json)
        {
            RequestId = requestId,
            Status = status.Status,
            Log = status.Log,
            Error = error?.Message,
            ErrorType = error?.Code,
            InferenceSeconds = status.InferenceSeconds,
            IsJudged = true,
        };
    }

    /// <summary>Reads an answer that came at once.</summary>
    /// <exception cref="ProviderException">It is no JSON, or an error.</exception>
    public static async ValueTask<FalState> ReadAnswerAsync(ProviderResponse response, MediaFields files, CancellationToken cancellationToken)
    {
        var json = await MediaJson.ReadAsync(response, files, cancellationToken).ConfigureAwait(false);
        if (ErrorOf(json.Root) is null)
        {
            return new(json) { RequestId = response.RequestId };
        }

        using (json)
        {
            throw json.Fail(response, "the answer is an error");
        }
    }

    /// <summary>The status of a job whose result is there and is bad.</summary>
    /// <param name="error">Why, in the result's words.</param>
    /// <param name="type">The result's code; null when it has none.</param>
    public FalState Failed(string error, string? type) => new()
    {
        RequestId = RequestId,
        Status = Status,
        Log = Log,
        Error = error,
        ErrorType = type,
        IsJudged = true,
    };

    /// <summary>Whether a text can be a job's id; it becomes a part of paths.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= MaxIdLength && id.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');

    /// <summary>The file whose mark an element holds, where it came along as a <c>data:</c> address.</summary>
    public MediaContent? FileOf(JsonElement element)
    {
        try
        {
            return result?.FileOf(element);
        }
        catch (InvalidOperationException)
        {
            return null; // text that is no Unicode is no mark
        }
    }

    public void Dispose() => result?.Dispose();

    // A result is the model's own, in which a number or an empty list under this name is no failure.
    private static ErrorBody? ErrorOf(JsonElement root)
    {
        var error = FalJson.Get(root, "error");
        return error.ValueKind == JsonValueKind.Object && error.EnumerateObject().Any() ? ErrorBody.Read(FalJson.Raw(error))
            : FalJson.Text(error) is { Length: > 0 } text ? ErrorBody.Read(text)
            : null;
    }

    private static string? ReadError(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False => null,
        JsonValueKind.String => FalJson.Text(error) is { Length: > 0 } text ? text : null,
        _ => FalJson.Raw(error),
    };

    private static List<string> ReadLog(JsonElement logs)
    {
        var lines = new List<string>();
        if (logs.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in logs.EnumerateArray())
            {
                if ((FalJson.Text(item) ?? FalJson.Text(item, "message")) is { Length: > 0 } line)
                {
                    lines.Add(line);
                }
            }
        }

        return lines;
    }
}
