using System.Globalization;
using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Together;

/// <summary>A video as Together shows it, done or not. Source: wire notes of Together, §8; everything but the id may be missing.</summary>
internal sealed record TogetherVideo : IDisposable
{
    /// <summary>The id; empty for one that was asked for by its id and does not tell it again.</summary>
    public required string Id { get; init; }

    /// <summary>Its state; empty while there is none, which is the case of a new one.</summary>
    public required string Status { get; init; }

    public string? Address { get; init; }

    /// <summary>What it cost in US dollars; null when not told. The schema says that it is an integer, and it is not.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>How long it lasts in seconds.</summary>
    public double? Seconds { get; init; }

    public string? Error { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Reads an answer.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="isCreated">Whether it answers the creation, so that it has to tell the id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ProviderException">It is no video.</exception>
    public static async ValueTask<TogetherVideo> ReadAsync(ProviderResponse response, bool isCreated, CancellationToken cancellationToken)
    {
        using var json = await MediaJson.ReadAsync(response, MediaFields.None, cancellationToken).ConfigureAwait(false);
        if (Find(json.Root) is { } video && (video.Id.Length > 0 || (!isCreated && video.Status.Length > 0))
            && (video.Status.Length > 0 || !ErrorBody.IsError(json.Root)))
        {
            return video; // a video that failed says why in a field of that name; a bare error has an id too, but no status
        }

        json.ThrowIfError(response);
        throw json.Fail(response, "the answer is no video");
    }

    public void Dispose()
    {
    }

    private static TogetherVideo? Find(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            var outputs = Field(root, "outputs"u8);
            var error = Field(root, "error"u8);
            return new()
            {
                // It becomes a part of a path.
                Id = Text(root, "id"u8) is { Length: <= 200 } id && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? id : "",
                Status = Text(root, "status"u8) ?? "",
                Address = Text(outputs, "video_url"u8),
                CostUsd = Field(outputs, "cost"u8) is { ValueKind: JsonValueKind.Number } cost && cost.TryGetDecimal(out var amount) && amount > 0 ? amount : null,
                Seconds = SecondsOf(Field(root, "seconds"u8)),
                Error = Words(error) ?? Text(error, "message"u8) ?? Words(Field(Field(root, "info"u8), "errors"u8)), // the last one in older documents
                ErrorCode = Text(error, "code"u8),
            };
        }
        catch (InvalidOperationException)
        {
            return null; // bytes that are no UTF-8, or half a surrogate pair
        }
    }

    private static JsonElement Field(JsonElement holder, ReadOnlySpan<byte> name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var field) ? field : default;

    private static string? Text(JsonElement holder, ReadOnlySpan<byte> name) =>
        Field(holder, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } words ? words : null;

    private static string? Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(static item => Words(item) ?? Text(item, "message"u8)).Where(static words => words is not null)),
        _ => null,
    };

    // A number in a string, by the schema.
    private static double? SecondsOf(JsonElement value) =>
        (value.ValueKind == JsonValueKind.String && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
        || (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out seconds))
            ? seconds is > 0 and < 86_400 ? seconds : null
            : null;
}
