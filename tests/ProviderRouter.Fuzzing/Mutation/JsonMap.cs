using System.Text.Json;

namespace ProviderRouter.Fuzzing.Mutation;

/// <summary>Where the values and the names of the JSON in a text stand: a document, or each of an event stream's lines.</summary>
/// <param name="Values">Every value, from its first byte to its last.</param>
/// <param name="Names">Every name, with its quotes.</param>
internal sealed record JsonMap(IReadOnlyList<(int Start, int Length)> Values, IReadOnlyList<(int Start, int Length)> Names)
{
    private const int MaxValues = 4_000;

    public static JsonMap Of(byte[] text)
    {
        var (values, names) = (new List<(int, int)>(), new List<(int, int)>());
        for (var at = 0; at < text.Length && values.Count < MaxValues;)
        {
            var begin = text.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
            if (begin < 0)
            {
                break;
            }

            at += begin;
            at += Math.Max(1, Read(text, at, values, names));
        }

        return new(values, names);
    }

    // How many bytes it took; 0 where no JSON begins.
    private static int Read(byte[] text, int offset, List<(int Start, int Length)> values, List<(int Start, int Length)> names)
    {
        var reader = new Utf8JsonReader(text.AsSpan(offset), isFinalBlock: false, default);
        var open = new Stack<int>();
        var (valuesBefore, namesBefore) = (values.Count, names.Count);
        try
        {
            while (reader.Read())
            {
                var (start, end) = (offset + (int)reader.TokenStartIndex, offset + (int)reader.BytesConsumed);
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push(start);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        var first = open.Pop();
                        values.Add((first, end - first));
                        break;
                    case JsonTokenType.PropertyName:
                        names.Add((start, Array.IndexOf(text, (byte)':', start + reader.ValueSpan.Length) - start));
                        break;
                    default:
                        values.Add((start, end - start));
                        break;
                }

                if (open.Count == 0)
                {
                    return (int)reader.BytesConsumed;
                }
            }
        }
        catch (JsonException)
        {
            // a text with a brace in it
        }

        values.RemoveRange(valuesBefore, values.Count - valuesBefore);
        names.RemoveRange(namesBefore, names.Count - namesBefore);
        return 0;
    }
}
