using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Fal.Schemas;

/// <summary>The input of a model. Fields it does not name pass unseen, as pydantic lets them.</summary>
internal sealed class FalSchema(IReadOnlyList<FalField> fields)
{
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["Lora"] = "path* str; scale num 0..4",
        ["VoiceSetting"] = "voice_id str; speed num 0.5..2; vol num 0.01..10; pitch int -12..12; english_normalization bool;"
            + " emotion? enum happy,sad,angry,fearful,disgusted,surprised,neutral",
        ["AudioSetting"] = "sample_rate intenum 8000,16000,22050,24000,32000,44100; bitrate intenum 32000,64000,128000,256000;"
            + " format enum mp3,pcm,flac; channel intenum 1,2",
    };

    private readonly Dictionary<string, FalField> _byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);

    public IReadOnlyList<FalField> Fields { get; } = fields;

    public FalField? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// Reads a compact description, parted by semicolons: <c>prompt* str 1..5000; seed? int; loras objs Lora; format enum jpeg,png</c>.
    /// A star marks a required field, a question mark one that may be null.
    /// </summary>
    public static FalSchema Parse(string text)
    {
        var fields = new Dictionary<string, FalField>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ');
            var name = words[0].TrimEnd('*', '?');
            var isChoice = words[1] is "enum" or "intenum";
            var range = !isChoice && words[^1].Contains("..", StringComparison.Ordinal) ? words[^1].Split("..") : [];

            // A later description of the same field is the model's own and replaces the family's.
            fields[name] = new FalField(name, words[1])
            {
                IsRequired = words[0].EndsWith('*'),
                IsNullable = words[0].EndsWith('?'),
                Min = Bound(range, 0),
                Max = Bound(range, 1),
                Allowed = isChoice ? words[2].Split(',') : [],
                Nested = words[1] is "obj" or "objs" ? Parse(Parts[words[2]]) : null,
            };
        }

        return new FalSchema([.. fields.Values]);
    }

    /// <summary>Adds everything that is wrong with an object, in the order of the schema.</summary>
    public void Check(JsonElement value, JsonArray place, JsonArray problems)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Add(FalErrors.Problem(
                "model_attributes_type", "Input should be a valid dictionary or object to extract fields from", place, FalInput.Node(value)));
            return;
        }

        foreach (var field in Fields)
        {
            JsonArray inside = [.. place.Select(part => part!.DeepClone()), field.Name];
            if (!value.TryGetProperty(field.Name, out var given))
            {
                if (field.IsRequired)
                {
                    problems.Add(FalErrors.Problem("missing", "Field required", inside, FalInput.Node(value)));
                }
            }
            else if (given.ValueKind != JsonValueKind.Null || !field.IsNullable)
            {
                field.Check(given, inside, problems);
            }
        }
    }

    private static double? Bound(string[] range, int at) =>
        range.Length == 2 && double.TryParse(range[at], CultureInfo.InvariantCulture, out var number) ? number : null;
}
