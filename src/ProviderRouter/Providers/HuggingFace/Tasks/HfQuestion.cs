using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.HuggingFace.Tasks;

/// <summary>The inputs of a question about an image.</summary>
internal static class HfQuestion
{
    public static void Write(Utf8JsonWriter json, string question, ReadOnlySpan<byte> image)
    {
        json.WriteStartObject();
        json.WritePropertyName("image"u8);
        JsonBase64.Write(json, "", image);
        json.WriteString("question"u8, question);
        json.WriteEndObject();
    }
}
