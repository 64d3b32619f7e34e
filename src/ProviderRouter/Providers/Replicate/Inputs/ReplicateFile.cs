using System.Text.Json;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>A file as an input: the address where Replicate reads it, or its bytes, which go along.</summary>
internal sealed class ReplicateFile
{
    private readonly string? address;
    private readonly string head = "";
    private readonly ReadOnlyMemory<byte> bytes;

    public ReplicateFile(string address) => this.address = address;

    public ReplicateFile(string contentType, ReadOnlyMemory<byte> bytes) => (head, this.bytes) = ($"data:{contentType};base64,", bytes);

    public void Write(Utf8JsonWriter json)
    {
        if (address is not null)
        {
            json.WriteStringValue(address);
        }
        else
        {
            JsonBase64.Write(json, head, bytes.Span);
        }
    }
}
