using ProviderRouter.Emulator.Fal.Models;
using ProviderRouter.Emulator.Fal.Schemas;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Fal.Outputs;

/// <summary>A checked request to a model, ready to be answered.</summary>
internal sealed record FalCall(
    FalModel Model, FalInput Input, ulong Hash, IReadOnlyDictionary<string, IReadOnlyList<FalSource?>> Sources, FalSite Site)
{
    /// <summary>The asked seed, or one that follows from the request.</summary>
    public ulong Seed => Input.Number("seed") is { } seed and >= 0
        ? (ulong)seed
        : Model.HasLongSeeds ? Hash | (1UL << 63) : Hash & 0xFFFFFFFF;

    /// <summary>The first input file under any of some names; null if none was given or it is a remote one.</summary>
    public FalSource? Source(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Sources.TryGetValue(name, out var given) && given.Count > 0)
            {
                return given[0];
            }
        }

        return null;
    }

    /// <summary>One sentence about each input picture.</summary>
    public IEnumerable<string> DescribePictures() => Model.Schema.Fields
        .Where(field => field.Type is "image" or "images" && Sources.ContainsKey(field.Name))
        .SelectMany(field => Sources[field.Name])
        .Select(source => source is null ? "The picture is a remote one; the emulator fetches nothing." : PictureReader.Describe(source.Content, source.MediaType));
}
