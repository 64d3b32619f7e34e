using System.Globalization;

namespace ProviderRouter;

/// <summary>What a model costs at one provider, in US dollars.</summary>
public sealed record CatalogPrice
{
    /// <summary>What the price counts.</summary>
    public required PriceUnit Unit { get; init; }

    /// <summary>The price of a unit that goes in: prompt tokens, characters, minutes heard; null when there is none.</summary>
    public decimal? Input { get; init; }

    /// <summary>The price of a unit that comes out: answer tokens, images, steps, seconds; null when there is none.</summary>
    public decimal? Output { get; init; }

    /// <summary>The price of a million prompt tokens served from the provider's cache; null when there is none of its own.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Prices under conditions; <see cref="Output"/> holds for the usual one.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<PriceTier> Tiers { get; init; } = [];

    /// <summary>What a call cost.</summary>
    /// <param name="usage">What it consumed.</param>
    /// <returns>US dollars; null, never 0, when the usage does not tell what the price counts.</returns>
    public decimal? Cost(Usage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        var cost = Unit switch
        {
            PriceUnit.PerMillionTokens => CostOfTokens(usage),
            PriceUnit.PerImage => usage.Images * Output,
            PriceUnit.PerMegapixel => Exact(usage.Megapixels) * Output,
            PriceUnit.PerStep => usage.Steps * Output,
            PriceUnit.PerSecondVideo => Exact(usage.VideoSeconds) * Output,
            PriceUnit.PerVideo => usage.Videos * Output,
            PriceUnit.PerMinuteAudio => Exact(usage.AudioSeconds) / 60 * (Input ?? Output),
            PriceUnit.PerSecondCompute => Exact(usage.ComputeSeconds) * (Output ?? Input),
            PriceUnit.PerThousandCharacters => usage.Characters / 1000m * (Input ?? Output),
            _ => null,
        };
        return cost > 0 ? cost : null;
    }

    /// <summary>The price in words.</summary>
    public override string ToString() => Unit switch
    {
        PriceUnit.PerMillionTokens => $"{Dollars(Input)} in, {Dollars(Output)} out per million tokens",
        PriceUnit.PerImage => $"{Dollars(Output)} per image",
        PriceUnit.PerMegapixel => $"{Dollars(Output)} per megapixel",
        PriceUnit.PerStep => $"{Dollars(Output)} per step",
        PriceUnit.PerSecondVideo => $"{Dollars(Output)} per second of video",
        PriceUnit.PerVideo => $"{Dollars(Output)} per video",
        PriceUnit.PerMinuteAudio => $"{Dollars(Input ?? Output)} per minute of audio",
        PriceUnit.PerSecondCompute => $"{Dollars(Output ?? Input)} per second of compute",
        _ => $"{Dollars(Input ?? Output)} per thousand characters",
    };

    // A server's figure may be anything.
    private static decimal? Exact(double? amount) => amount is > 0 and < 1e9 ? (decimal)amount : null;

    // Embeddings have no output; a chat without one of its prices or counts has no known cost.
    private decimal? CostOfTokens(Usage usage)
    {
        if (usage.InputTokens is not { } input || Input is not { } price || (usage.OutputTokens > 0 && Output is null) || (usage.OutputTokens is null && Output > 0))
        {
            return null;
        }

        var cached = Math.Clamp(usage.CachedInputTokens ?? 0, 0, Math.Max(0, input));
        return (((input - cached) * price) + (cached * (CachedInput ?? price)) + ((usage.OutputTokens ?? 0) * (Output ?? 0))) / 1_000_000m;
    }

    private static string Dollars(decimal? amount) => amount is { } known ? "$" + known.ToString("0.00######", CultureInfo.InvariantCulture) : "?";
}
