namespace ProviderRouter.Emulator.Together;

/// <summary>A video to be made.</summary>
internal sealed record TogetherVideoOrder(string Model, string Prompt, int Width, int Height, int Seconds, int FramesPerSecond, long Seed)
{
    /// <summary>What it costs in USD: a price per video or per second, in decimals although the schema says integer.</summary>
    public decimal Cost => Model == "minimax/hailuo-02" ? 0.28m : 0.05m * Seconds;
}
