using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>A prediction as Replicate shows it. Source: wire notes of Replicate, §3; everything but the id may be missing.</summary>
internal sealed class ReplicatePrediction : IDisposable
{
    private readonly MediaJson json;

    private ReplicatePrediction(MediaJson json, string id)
    {
        this.json = json;
        Id = id;
    }

    public string Id { get; }

    /// <summary>Whether this is the answer to its creation, as opposed to one that was read later.</summary>
    public bool IsCreated { get; private init; }

    /// <summary>Whether the answer was given before all of the output was there.</summary>
    public bool IsPartial { get; private init; }

    public string Status => Text(json.Root, "status"u8) ?? "";

    public JsonElement Output => json.Root.TryGetProperty("output"u8, out var output) ? output : default;

    public string? Error => Text(json.Root, "error"u8);

    /// <summary>The whole log so far.</summary>
    public string? Logs => Text(json.Root, "logs"u8);

    public string? StreamAddress => json.Root.TryGetProperty("urls"u8, out var urls) && urls.ValueKind == JsonValueKind.Object ? Text(urls, "stream"u8) : null;

    /// <summary>When it was done; null when it does not say.</summary>
    public DateTimeOffset? CompletedAt =>
        json.Root.TryGetProperty("completed_at"u8, out var time) && time.ValueKind == JsonValueKind.String && time.TryGetDateTimeOffset(out var completedAt) ? completedAt : null;

    /// <summary>The text of a file that the output only names.</summary>
    public string? FetchedText { get; set; }

    /// <summary>Whether its output was removed, as all are after an hour.</summary>
    public bool IsRemoved => json.Root.TryGetProperty("data_removed"u8, out var removed) && removed.ValueKind == JsonValueKind.True;

    /// <summary>Whether Replicate will change it no more.</summary>
    public bool IsTerminal => Status is "succeeded" or "failed" or "canceled" or "aborted";

    /// <summary>Whether its output can be used: an answer that was waited for often says "processing" beside its whole output.</summary>
    public bool HasOutput => Output.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => false,
        JsonValueKind.String => Output.GetString() is { Length: > 0 },
        JsonValueKind.Array => Output.GetArrayLength() > 0,
        _ => true,
    };

    public Usage Usage
    {
        get
        {
            var metrics = json.Root.TryGetProperty("metrics"u8, out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
            return new()
            {
                ComputeSeconds = Number(metrics, "predict_time"u8),
                InputTokens = (long?)Number(metrics, "input_token_count"u8),
                OutputTokens = (long?)Number(metrics, "output_token_count"u8),
            };
        }
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ProviderException">It is no prediction.</exception>
    public static async ValueTask<ReplicatePrediction> ReadAsync(ProviderResponse response, ReplicateOutput wanted, bool isCreated, CancellationToken cancellationToken)
    {
        var json = await MediaJson.ReadAsync(response, FieldsOf(wanted), cancellationToken).ConfigureAwait(false);
        if (!JsonUnicode.IsWhole(JsonMarshal.GetRawUtf8Value(json.Root)))
        {
            using (json)
            {
                throw json.Fail(response, "the answer is no prediction: it holds text that is no Unicode");
            }
        }

        if (FindId(json.Root) is { } id)
        {
            return new(json, id) { IsCreated = isCreated, IsPartial = response.StatusCode == HttpStatusCode.Accepted };
        }

        using (json.ThrowIfError(response))
        {
            throw json.Fail(response, "the answer is no prediction");
        }
    }

    /// <summary>The output as it came, the files that were sent along included; it outlives the prediction.</summary>
    public JsonElement WholeOutput() => Output.ValueKind == JsonValueKind.Undefined ? default : json.Restore(Output);

    public MediaContent? FileOf(JsonElement element) => json.FileOf(element);

    public void Dispose() => json.Dispose();

    /// <summary>Whether a text can be an id: it becomes a part of a path, so that nothing but letters and digits may stand in it.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= 100 && text.All(char.IsAsciiLetterOrDigit);

    private static MediaFields FieldsOf(ReplicateOutput wanted) => wanted switch
    {
        ReplicateOutput.Files => ReplicateFiles.Fields,
        ReplicateOutput.Anything => ReplicateFiles.AnyFields,
        _ => MediaFields.None,
    };

    private static string? FindId(JsonElement root) => root.ValueKind == JsonValueKind.Object && Text(root, "id"u8) is { } id && IsId(id) ? id : null;

    private static string? Text(JsonElement item, ReadOnlySpan<byte> name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement item, ReadOnlySpan<byte> name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
