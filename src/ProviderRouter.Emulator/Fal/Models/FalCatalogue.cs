using System.Collections.Frozen;

namespace ProviderRouter.Emulator.Fal.Models;

/// <summary>The models the emulator knows; there are no others.</summary>
internal static class FalCatalogue
{
    public static readonly IReadOnlyList<FalModel> All = [.. FalPictureModels.All, .. FalVideoModels.All, .. FalSoundModels.All, .. FalTextModels.All];

    private static readonly FrozenDictionary<string, FalModel> Models = All.ToFrozenDictionary(model => model.Id, StringComparer.Ordinal);

    private static readonly FrozenSet<string> Apps = Models.Values.Select(model => model.Endpoint.App).ToFrozenSet(StringComparer.Ordinal);

    public static FalModel? Find(FalEndpoint endpoint) => Models.GetValueOrDefault(endpoint.Id);

    /// <summary>Whether there is an application of that name, whatever paths it has.</summary>
    public static bool HasApp(string app) => Apps.Contains(app);
}
