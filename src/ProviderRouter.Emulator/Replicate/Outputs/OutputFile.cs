namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>A file that a model made; its content is made when it is first read.</summary>
internal sealed class OutputFile(string name, Func<(byte[] Bytes, string MediaType)> make)
{
    private readonly Lazy<(byte[] Bytes, string MediaType)> _content = new(make);

    public string Name { get; } = name;

    public byte[] Bytes => _content.Value.Bytes;

    public string MediaType => _content.Value.MediaType;

    public string DataAddress => $"data:{MediaType};base64,{Convert.ToBase64String(Bytes)}";
}
