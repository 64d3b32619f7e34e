using System.Globalization;
using System.Text.Json;

namespace ProviderRouter.Emulator.Replicate.Models;

/// <summary>
/// Reads a compact description of fields, parted by semicolons: <c>prompt* str; steps int 1..50 =28; format enum webp,png =webp; image uri</c>.
/// A star marks a required field; a range may be open, <c>4..</c>, or have steps, <c>64..1024/64</c>; what follows <c>=</c> is the default.
/// </summary>
internal static class FieldReader
{
    public static IReadOnlyDictionary<string, InputField> Read(string text)
    {
        var fields = new Dictionary<string, InputField>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var field = ReadField(part);
            fields[field.Name] = field;
        }

        return fields;
    }

    private static InputField ReadField(string part)
    {
        var at = part.IndexOf(" =", StringComparison.Ordinal);
        var words = (at < 0 ? part : part[..at]).Split(' ', 3);
        var limits = words.Length > 2 ? words[2] : string.Empty;
        var field = new InputField(words[0].TrimEnd('*'), TypeOf(words[1]))
        {
            IsRequired = words[0].EndsWith('*'),
            IsInline = words[1] == "choice",
            Allowed = words[1] is "enum" or "choice" ? limits.Split(',') : words[1] == "intenum" ? Numbers(limits) : [],
        };
        if (field.Allowed.Count == 0 && limits.Split("..") is [var min, var max])
        {
            field = field with { Min = Number(min), Max = Number(max) };
        }

        return at < 0 ? field : field with { Default = Value(field.Type, part[(at + 2)..]) };
    }

    private static InputType TypeOf(string word) => word switch
    {
        "str" or "enum" or "choice" => InputType.Text,
        "int" or "intenum" => InputType.Integer,
        "num" => InputType.Number,
        "bool" => InputType.Flag,
        "uri" => InputType.Address,
        "str[]" => InputType.TextList,
        "uri[]" => InputType.AddressList,
        "any[]" => InputType.List,
        "obj" => InputType.Object,
        _ => throw new ArgumentException($"'{word}' is no type of a field.", nameof(word)),
    };

    /// <summary>Numbers one by one, 1,4, or in steps, 64..1024/64.</summary>
    private static List<string> Numbers(string limits)
    {
        if (limits.Split("..") is not [var first, var rest])
        {
            return [.. limits.Split(',')];
        }

        var ends = rest.Split('/');
        var (from, to, step) = (Whole(first), Whole(ends[0]), Whole(ends[1]));
        return [.. Enumerable.Range(0, ((to - from) / step) + 1).Select(index => (from + (index * step)).ToString(CultureInfo.InvariantCulture))];
    }

    private static JsonElement Value(InputType type, string text) =>
        type is InputType.Text or InputType.Address ? JsonSerializer.SerializeToElement(text) : JsonElement.Parse(text);

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
