using ProviderRouter.Providers.Replicate.Inputs;

namespace ProviderRouter.Providers.Replicate;

/// <summary>What videos took: their seconds where the request said them and the model heard.</summary>
internal static class ReplicateVideoUsage
{
    public static Usage Of(ReplicatePrediction state, ReplicateInputs inputs, int videos, TimeSpan? duration, int? frames, double? framesPerSecond)
    {
        var seconds = duration is { } asked && inputs.Find(ReplicateFields.Duration) is { } length && length.Takes(asked.TotalSeconds) ? asked.TotalSeconds
            : inputs.Find(ReplicateFields.FrameCount) is not null && inputs.Find(ReplicateFields.FramesPerSecond) is not null ? frames / framesPerSecond
            : null;
        return state.Usage with { Videos = videos, VideoSeconds = seconds * videos };
    }
}
