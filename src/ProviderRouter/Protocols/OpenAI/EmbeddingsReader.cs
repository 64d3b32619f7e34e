using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Reads vectors, by the form they have and not by the one that was asked for: lists of numbers, or base64 of their bytes. The vectors are cut
/// out of the text first; what is left is small and read as a document. Source: wire notes of the dialect, §6.
/// </summary>
internal static class EmbeddingsReader
{
    public static EmbeddingsResponse Read(ProviderResponse response, ReadOnlyMemory<byte> body, int count)
    {
        using var rest = new PooledBody();
        var vectors = new List<float[]>(count);
        VectorCutter.Cut(body.Span, rest, vectors);
        using var document = JsonDocument.Parse(rest.Written);
        var root = document.RootElement;
        if (ErrorBody.IsError(root))
        {
            throw response.Fail(rest.Written.Span, "the answer is an error");
        }

        var ordered = new ReadOnlyMemory<float>[count];
        var found = 0;
        foreach (var item in ItemsOf(root))
        {
            if (VectorOf(item, vectors) is { Length: > 0 } vector && PlaceOf(item, found) is var place && place < count && ordered[place].IsEmpty)
            {
                ordered[place] = vector;
                found++;
            }
            else
            {
                throw response.Fail(rest.Written.Span, "the answer holds something else than a vector for each text");
            }
        }

        return found == count
            ? new() { Vectors = ordered, Info = new() { Usage = JsonUsage.Of(root), CostUsd = JsonUsage.CostOf(root) } }
            : throw response.Fail(rest.Written.Span, $"the answer holds {found} vectors for {count} texts");
    }

    private static JsonElement.ArrayEnumerator ItemsOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Array ? data.EnumerateArray() : default;

    // What was cut out left its number in a list.
    private static float[]? VectorOf(JsonElement item, List<float[]> vectors) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("embedding"u8, out var mark) && mark.ValueKind == JsonValueKind.Array && mark.GetArrayLength() == 1
        && mark[0].ValueKind == JsonValueKind.Number && mark[0].TryGetInt32(out var number) && (uint)number < (uint)vectors.Count
            ? vectors[number]
            : null;

    private static int PlaceOf(JsonElement item, int next) =>
        item.TryGetProperty("index"u8, out var index) && index.ValueKind == JsonValueKind.Number
            ? index.TryGetInt32(out var place) && place >= 0 ? place : int.MaxValue
            : next;
}
