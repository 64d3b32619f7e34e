using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Replicate.Outputs;

/// <summary>A file given to a model. Only what the emulator holds itself has bytes: it fetches nothing.</summary>
internal sealed record InputFile(string Address, byte[]? Bytes, string MediaType)
{
    /// <summary>A number that depends on the file and on nothing else.</summary>
    public ulong Hash => Bytes is null ? StableHash.Of(Address) : StableHash.Of(Bytes);

    /// <summary>One sentence about a picture.</summary>
    public string Describe() => Bytes is null ? PictureReader.Describe(Address) : PictureReader.Describe(Bytes, MediaType);
}
