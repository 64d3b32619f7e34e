namespace ProviderRouter.Providers.Fal;

/// <summary>The videos that a job gave, and what was said of them. Source: wire notes of fal, §7.</summary>
internal sealed record FalVideoAnswer
{
    public required IReadOnlyList<MediaContent> Videos { get; init; }

    public long? Seed { get; init; }

    public required ResponseInfo Info { get; init; }

    /// <summary>Reads the result.</summary>
    /// <param name="files">Finds the videos.</param>
    /// <param name="context">The call.</param>
    /// <param name="state">The result.</param>
    /// <param name="asked">The length that was asked for; null when none was, or it is not known any more.</param>
    /// <exception cref="ProviderException">It holds no video.</exception>
    public static FalVideoAnswer Read(FalFiles files, TaskContext context, FalState state, TimeSpan? asked)
    {
        var videos = files.Find(context, state, FalFiles.Videos);
        return new()
        {
            Videos = videos,
            Seed = FalJson.Integer(state.Output, "seed"),
            Info = new()
            {
                RequestId = state.RequestId,
                Usage = new() { Videos = videos.Count, VideoSeconds = SecondsOf(videos, asked), ComputeSeconds = state.InferenceSeconds },
            },
        };
    }

    // What the file says, else what was asked for.
    private static double? SecondsOf(IReadOnlyList<MediaContent> videos, TimeSpan? asked)
    {
        var sum = 0d;
        foreach (var video in videos)
        {
            if ((video.Duration ?? asked) is not { } duration)
            {
                return null;
            }

            sum += duration.TotalSeconds;
        }

        return sum;
    }
}
