using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProviderRouter.Transport;

/// <summary>What an error body says, in whichever of the providers' shapes it comes (seventeen are known: OpenAI's, Fireworks', FastAPI's, problem+json, plain text and more).</summary>
/// <param name="Message">The text for people; empty when there is none.</param>
/// <param name="Code">The code or type; null when there is none.</param>
/// <param name="Status">The status that an error in an accepted answer says it has; null when it says none.</param>
/// <param name="EstimatedSeconds">How long a cold model still loads; null when not said.</param>
internal sealed partial record ErrorBody(string Message, string? Code, int? Status, double? EstimatedSeconds)
{
    // In the order of the wire notes, §5.2.
    private static readonly string[] MessageNames = ["error", "message", "detail", "details", "error_message", "title", "errors"];

    /// <summary>Whether the body is a JSON object with an <c>error</c>, or with a message beside a status that is one.</summary>
    public bool IsErrorObject { get; private init; }

    /// <summary>Reads a body; never throws.</summary>
    public static ErrorBody Read(string body)
    {
        var text = body.AsMemory().Trim(" \r\n\t\uFEFF");
        if (text.Span.StartsWith("data:")) // a few gateways frame even a 4xx as an event
        {
            text = text[5..].TrimStart();
        }

        if (text.Span is ['{' or '[', ..])
        {
            try
            {
                using var document = JsonDocument.Parse(text, new() { MaxDepth = JsonShape.MaxDepth });
                return FromRoot(document.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // cut or broken JSON: its text is still worth showing
            }
        }

        return new(PlainText(text.ToString()), null, null, null);
    }

    /// <summary>Whether a JSON object is an error rather than an answer: it has an <c>error</c> that is neither null nor false. Never throws.</summary>
    public static bool IsError(JsonElement root)
    {
        try
        {
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("error"u8, out var error)
                && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);
        }
        catch (InvalidOperationException)
        {
            return false; // a name that is no Unicode: whoever reads the answer finds out what it is
        }
    }

    private static ErrorBody FromRoot(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0]; // Gemini's OpenAI endpoint
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return new(Raw(root), null, null, null);
        }

        var holder = root.TryGetProperty("error"u8, out var error) && error.ValueKind == JsonValueKind.Object ? error : root;
        var (code, status) = ReadCode(holder);
        if (code is null && holder.ValueKind == JsonValueKind.Object && holder.GetRawText() != root.GetRawText())
        {
            (code, var outer) = ReadCode(root);
            status ??= outer;
        }

        code ??= FirstProblem(root);

        var words = FindMessage(root);
        return new(
            words ?? Raw(root),
            code,
            status ?? Number(root, "status"u8),
            root.TryGetProperty("estimated_time"u8, out var estimated) && estimated.ValueKind == JsonValueKind.Number ? estimated.GetDouble() : null)
        {
            IsErrorObject = IsError(root) || (words is not null && status >= 400), // answers have messages and titles too
        };
    }

    private static string? FindMessage(JsonElement root)
    {
        foreach (var name in MessageNames)
        {
            if (Words(root, name) is { } words)
            {
                return words;
            }
        }

        return null;
    }

    private static string? Words(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && Words(value) is { Length: > 0 } words ? words : null;

    private static string? Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value),
        JsonValueKind.Array => string.Join("; ", value.EnumerateArray().Select(Words).Where(words => words is { Length: > 0 })),
        JsonValueKind.Object => WordsOfObject(value),
        _ => null,
    };

    private static string WordsOfObject(JsonElement value)
    {
        if (value.TryGetProperty("loc"u8, out var place) && value.TryGetProperty("msg"u8, out var problem)) // FastAPI's validation
        {
            var path = place.ValueKind == JsonValueKind.Array ? string.Join('.', place.EnumerateArray().Select(part => part.ToString())) : place.ToString();
            return $"{path}: {Words(problem)}";
        }

        var message = FindMessage(value) ?? Raw(value);
        // OpenRouter's own message is "Provider returned error"; what the provider said stands in metadata.raw.
        return value.TryGetProperty("metadata"u8, out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("raw"u8, out var raw) && Words(raw) is { Length: > 0 } inner
            ? $"{message}: {inner}"
            : message;
    }

    private static (string? Code, int? Status) ReadCode(JsonElement holder)
    {
        string? code = null;
        int? status = null;
        foreach (var name in (ReadOnlySpan<string>)["code", "error_type", "type", "status"])
        {
            if (!holder.TryGetProperty(name, out var value))
            {
                continue;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
            {
                status ??= number is >= 100 and <= 599 ? number : null;
            }
            else if (value.ValueKind == JsonValueKind.String && Text(value) is { Length: > 0 and <= 100 } word && !word.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            {
                code ??= word;
            }
        }

        return (code, status);
    }

    // FastAPI's validation: the type of the first thing that is wrong.
    private static string? FirstProblem(JsonElement root) =>
        root.TryGetProperty("detail"u8, out var detail) && detail.ValueKind == JsonValueKind.Array && detail.GetArrayLength() > 0
            && detail[0].ValueKind == JsonValueKind.Object && detail[0].TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String
            && Text(type) is { Length: > 0 and <= 100 } word
            ? word
            : null;

    private static int? Number(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    // GetString throws InvalidOperationException on half a surrogate pair.
    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return "(text that is no Unicode)";
        }
    }

    private static string Raw(JsonElement value) => value.GetRawText();

    // A page's first kilobytes hold its title; more would only feed the pattern.
    private static string PlainText(string text) => Tags().Replace(text.Length > 8192 ? text[..8192] : text, " ").Trim();

    [GeneratedRegex("(?:<style[^>]*>.*?</style>|<script[^>]*>.*?</script>|<[^>]*>|\\s)+", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();
}
