using System.Text.Json;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.HuggingFace.Pipelines;

/// <summary>A request's body in one of its forms: a JSON object, or the raw bytes of a file.</summary>
internal sealed record PipelineBody(string MediaType, JsonElement? Json, ReadOnlyMemory<byte> Raw)
{
    private const string Binary = "application/octet-stream";

    private static readonly string[] MediaTypes =
    [
        "application/json", "image/png", "image/jpeg", "image/jpg", "image/tiff", "image/bmp", "image/gif", "image/webp", "image/x-image",
        "audio/x-flac", "audio/flac", "audio/mpeg", "audio/x-mpeg-3", "audio/wave", "audio/wav", "audio/x-wav", "audio/ogg", "audio/x-audio",
        "audio/webm", "audio/amr", "audio/m4a", "audio/x-m4a",
    ];

    /// <summary>Whether the bytes do not say what they are, so that the task has to.</summary>
    public bool IsUndeclared => MediaType == Binary;

    public static PipelineBody Read(Protocol protocol, Exchange exchange)
    {
        if (exchange.ContentType is not { Length: > 0 } declared)
        {
            throw HuggingFaceErrors.Create(400, "No content type provided and no default one configured.");
        }

        var type = declared.Split(';')[0].Trim().ToLowerInvariant();
        if (type == "application/json")
        {
            return new PipelineBody(type, protocol.ReadObject(exchange), default);
        }

        return type == Binary || MediaTypes.Contains(type)
            ? new PipelineBody(type, null, exchange.Body)
            : throw Unsupported($"Content type \"{declared}\" not supported.");
    }

    /// <summary>The refusal of a content type.</summary>
    public static WireException Unsupported(string problem) =>
        HuggingFaceErrors.Create(400, $"{problem} Supported content types are: {string.Join(", ", MediaTypes)}");
}
