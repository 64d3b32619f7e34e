namespace ProviderRouter;

public static partial class InferenceTasks
{
    /// <summary>A text, its gaps filled.</summary>
    public static InferenceTask<FillMaskRequest, FillMaskResponse> FillMask { get; } = new("fill-mask");
}
