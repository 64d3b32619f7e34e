using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>What a model gives back.</summary>
internal enum OutputKind
{
    Text,
    Pictures,
    OnePicture,
    Sound,
    Bark,
}

/// <summary>A model: official ones answer under their name, community ones only by a version.</summary>
internal sealed record ReplicateModel(string Id, bool IsOfficial, string KnownVersions, OutputKind Kind, string InputText)
{
    /// <summary>The fields of the input; others pass unchecked.</summary>
    public IReadOnlyDictionary<string, InputField> Input { get; } = InputField.Parse(InputText);

    /// <summary>The 64 hexadecimal digits of the current version.</summary>
    public string Version
    {
        get
        {
            var digits = KnownVersions.Split(' ')[0];
            for (ulong part = 1; digits.Length < 64; part++)
            {
                digits += StableHash.Of(Id, part).ToString("x16", CultureInfo.InvariantCulture);
            }

            return digits[..64];
        }
    }

    /// <summary>Whether a hash is one of the model's versions; of some only the first digits are known.</summary>
    public bool HasVersion(string hash) => hash == Version
        || KnownVersions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(start => hash.StartsWith(start[..8], StringComparison.Ordinal));

    /// <summary>The answer to a look-up of the model.</summary>
    public JsonObject Describe()
    {
        var names = Id.Split('/');
        var properties = new JsonObject();
        foreach (var field in Input.Values)
        {
            properties[field.Name] = field.Schema();
        }

        var input = new JsonObject { ["type"] = "object", ["title"] = "Input", ["properties"] = properties };
        if (Input.Values.Any(field => field.IsRequired))
        {
            input["required"] = new JsonArray([.. Input.Values.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name)]);
        }

        return new JsonObject
        {
            ["url"] = "https://replicate.com/" + Id,
            ["owner"] = names[0],
            ["name"] = names[1],
            ["description"] = "Emulated; its answers are synthetic.",
            ["visibility"] = "public",
            ["is_official"] = IsOfficial,
            ["run_count"] = 1,
            ["github_url"] = null,
            ["paper_url"] = null,
            ["license_url"] = null,
            ["cover_image_url"] = null,
            ["default_example"] = null,
            ["latest_version"] = new JsonObject
            {
                ["id"] = Version,
                ["created_at"] = "2026-01-01T00:00:00.000000Z",
                ["cog_version"] = "0.9.0",
                ["openapi_schema"] = new JsonObject
                {
                    ["components"] = new JsonObject { ["schemas"] = new JsonObject { [nameof(Input)] = input, ["Output"] = OutputSchema() } },
                },
            },
        };
    }

    private JsonObject OutputSchema() => Kind switch
    {
        OutputKind.Text => new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string" },
            ["x-cog-array-type"] = "iterator",
            ["x-cog-array-display"] = "concatenate",
        },
        OutputKind.Pictures => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string", ["format"] = "uri" } },
        OutputKind.Bark => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["audio_out"] = new JsonObject { ["type"] = "string", ["format"] = "uri" },
                ["prompt_npz"] = new JsonObject { ["type"] = "string", ["format"] = "uri" },
            },
        },
        _ => new JsonObject { ["type"] = "string", ["format"] = "uri" },
    };
}
