namespace ProviderRouter.Providers.Fal;

/// <summary>The sound that a job gave.</summary>
internal static class FalSounds
{
    /// <summary>Reads the result; the sound's length may stand beside it. Source: wire notes of fal, §7.</summary>
    /// <exception cref="ProviderException">It holds no sound.</exception>
    public static MediaContent Read(FalFiles files, TaskContext context, FalState state)
    {
        var sound = files.Find(context, state, FalFiles.Sounds)[0];
        var seconds = FalJson.Number(state.Output, "duration_ms") / 1000 ?? FalJson.Number(state.Output, "duration");
        return sound.Duration is null ? sound.Described(null, null, null, FalJson.Seconds(seconds), null) : sound;
    }
}
