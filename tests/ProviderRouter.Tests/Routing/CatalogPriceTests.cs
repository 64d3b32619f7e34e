using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Routing;

public sealed class CatalogPriceTests
{
    [Fact]
    public void Cost_Tokens_CountsBothDirectionsAndTheCache()
    {
        var price = new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 1m, Output = 2m, CachedInput = 0.5m };

        price.Cost(new() { InputTokens = 1_000_000, OutputTokens = 500_000, CachedInputTokens = 400_000 }).Should().Be(0.6m + 0.2m + 1m);
    }

    [Theory]
    [InlineData(PriceUnit.PerImage, 0.12)]
    [InlineData(PriceUnit.PerMegapixel, 0.09)]
    [InlineData(PriceUnit.PerStep, 1.68)]
    [InlineData(PriceUnit.PerSecondVideo, 0.15)]
    [InlineData(PriceUnit.PerVideo, 0.06)]
    [InlineData(PriceUnit.PerMinuteAudio, 0.06)]
    [InlineData(PriceUnit.PerSecondCompute, 0.075)]
    [InlineData(PriceUnit.PerThousandCharacters, 0.06)]
    public void Cost_EachUnit_CountsWhatItNames(PriceUnit unit, double expected)
    {
        var usage = new Usage { Images = 4, Megapixels = 3, Steps = 56, VideoSeconds = 5, Videos = 2, AudioSeconds = 120, ComputeSeconds = 2.5, Characters = 2000 };

        new CatalogPrice { Unit = unit, Output = 0.03m }.Cost(usage).Should().Be((decimal)expected);
    }

    [Theory]
    [InlineData(PriceUnit.PerMillionTokens)]
    [InlineData(PriceUnit.PerImage)]
    [InlineData(PriceUnit.PerMegapixel)]
    [InlineData(PriceUnit.PerStep)]
    [InlineData(PriceUnit.PerSecondVideo)]
    [InlineData(PriceUnit.PerVideo)]
    [InlineData(PriceUnit.PerMinuteAudio)]
    [InlineData(PriceUnit.PerSecondCompute)]
    [InlineData(PriceUnit.PerThousandCharacters)]
    public void Cost_UsageThatDoesNotTell_IsNullNotZero(PriceUnit unit) =>
        new CatalogPrice { Unit = unit, Input = 1, Output = 1 }.Cost(new()).Should().BeNull();

    [Fact]
    public void Cost_OutputWithoutAPrice_IsNull() =>
        new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 1 }.Cost(new() { InputTokens = 10, OutputTokens = 10 }).Should().BeNull();

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(-1)]
    public void Cost_FigureThatCannotBe_IsNull(double amount)
    {
        new CatalogPrice { Unit = PriceUnit.PerMegapixel, Output = 1 }.Cost(new() { Megapixels = amount }).Should().BeNull();
        new CatalogPrice { Unit = PriceUnit.PerSecondCompute, Output = 1 }.Cost(new() { ComputeSeconds = amount }).Should().BeNull();
    }

    [Fact]
    public void Cost_OutputNotCounted_IsNull() =>
        new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 1, Output = 1 }.Cost(new() { InputTokens = 10 }).Should().BeNull();

    [Fact]
    public void ToString_Tokens_SaysBothPrices() =>
        new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 0.1m, Output = 0.125m }.ToString().Should().Be("$0.10 in, $0.125 out per million tokens");

    [Fact]
    public void Cost_MoreCachedThanSent_CountsNoMoreThanWasSent() =>
        new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 1, CachedInput = 0.5m }.Cost(new() { InputTokens = 1_000_000, CachedInputTokens = 5_000_000 }).Should().Be(0.5m);

    [Fact]
    public void Cost_CacheWithoutAPriceOfItsOwn_CostsWhatInputDoes() =>
        new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 1, Output = 2 }.Cost(new() { InputTokens = 1_000_000, CachedInputTokens = 400_000, OutputTokens = 0 }).Should().Be(1m);

    [Theory]
    [InlineData(PriceUnit.PerImage, "$0.04 per image")]
    [InlineData(PriceUnit.PerMegapixel, "$0.04 per megapixel")]
    [InlineData(PriceUnit.PerStep, "$0.04 per step")]
    [InlineData(PriceUnit.PerSecondVideo, "$0.04 per second of video")]
    [InlineData(PriceUnit.PerVideo, "$0.04 per video")]
    [InlineData(PriceUnit.PerMinuteAudio, "$0.04 per minute of audio")]
    [InlineData(PriceUnit.PerSecondCompute, "$0.04 per second of compute")]
    [InlineData(PriceUnit.PerThousandCharacters, "$0.04 per thousand characters")]
    public void ToString_EachUnit_SaysWhatThePriceCounts(PriceUnit unit, string words) => new CatalogPrice { Unit = unit, Output = 0.04m }.ToString().Should().Be(words);

    [Fact]
    public void ToString_PriceOfWhatGoesIn_IsSaidWhereItIsTheOneThatCounts()
    {
        new CatalogPrice { Unit = PriceUnit.PerMinuteAudio, Input = 0.006m, Output = 9 }.ToString().Should().Be("$0.006 per minute of audio");
        new CatalogPrice { Unit = PriceUnit.PerThousandCharacters, Input = 0.015m }.ToString().Should().Be("$0.015 per thousand characters");
        new CatalogPrice { Unit = PriceUnit.PerSecondCompute, Input = 0.0001m }.ToString().Should().Be("$0.0001 per second of compute");
    }

    [Fact]
    public void ToString_PriceThatIsNotKnown_SaysSo() =>
        new CatalogPrice { Unit = PriceUnit.PerMillionTokens, Input = 0.1m }.ToString().Should().Be("$0.10 in, ? out per million tokens");
}
