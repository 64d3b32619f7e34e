using System.Text.Json;

namespace ProviderRouter.Providers.Fal;

/// <summary>Writes adapters as fal takes them: each by an address, or by an id of the Hub whose repository holds one file.</summary>
internal static class FalLoras
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<LoraWeights> loras)
    {
        json.WriteStartArray();
        foreach (var lora in loras)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, AddressOf(lora.Path));
            if (lora.Scale is { } scale)
            {
                json.WriteNumber("scale"u8, scale);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A file of the Hub (owner/name/file.safetensors, the file perhaps in folders) has an address there.
    private static string AddressOf(string path)
    {
        if (path.Contains("://", StringComparison.Ordinal))
        {
            return path;
        }

        var parts = path.Split('/', 3);
        return parts.Length == 3 ? $"https://huggingface.co/{parts[0]}/{parts[1]}/resolve/main/{parts[2]}" : path;
    }
}
