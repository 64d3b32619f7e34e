namespace ProviderRouter.Providers.HuggingFace;

/// <summary>The headers of every call.</summary>
internal static class HuggingFaceHeaders
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(HuggingFaceOptions options) => [];
}
