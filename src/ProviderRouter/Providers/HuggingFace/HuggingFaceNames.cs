namespace ProviderRouter.Providers.HuggingFace;

/// <summary>The two instances that one token sets up.</summary>
internal static class HuggingFaceNames
{
    public const string Router = "huggingface-router";
    public const string Inference = "hf-inference";
}
