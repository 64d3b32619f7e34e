using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>A file as an input: an address, or the bytes themselves as a <c>data:</c> address.</summary>
internal sealed class FalInput
{
    private readonly string? address;
    private readonly string type = "";
    private readonly ReadOnlyMemory<byte> bytes;

    public FalInput(string address) => this.address = address;

    public FalInput(string type, ReadOnlyMemory<byte> bytes) => (this.type, this.bytes) = (type, bytes);

    public void Write(RequestJson input, string field)
    {
        if (address is not null)
        {
            input.Add(field, address);
        }
        else
        {
            input.Add(field, type, bytes.Span);
        }
    }

    /// <summary>Writes a list of files.</summary>
    public static void Write(RequestJson input, string field, IReadOnlyList<FalInput> files) => input.Add(field, json =>
    {
        json.WriteStartArray();
        foreach (var file in files)
        {
            if (file.address is not null)
            {
                json.WriteStringValue(file.address);
            }
            else
            {
                JsonBase64.Write(json, $"data:{file.type};base64,", file.bytes.Span);
            }
        }

        json.WriteEndArray();
    });
}
