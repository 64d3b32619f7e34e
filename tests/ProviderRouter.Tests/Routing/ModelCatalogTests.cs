using System.Diagnostics;
using System.Text.Json;
using ProviderRouter.Routing;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Routing;

public sealed class ModelCatalogTests
{
    [Theory]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct")]
    [InlineData("META-LLAMA/LLAMA-3.1-8B-INSTRUCT")]
    [InlineData("llama-3.1-8b")]
    [InlineData("accounts/fireworks/models/llama-v3p1-8b-instruct")]
    [InlineData("llama-3.1-8b-instant")]
    public void TryGet_AnyNameInAnyCase_FindsTheModel(string name)
    {
        ModelCatalog.Default.TryGet(name, out var model).Should().BeTrue();
        model!.Id.Should().Be("meta-llama/Llama-3.1-8B-Instruct");
    }

    [Fact]
    public void TryGet_HitOrMiss_AllocatesNothing()
    {
        var catalog = ModelCatalog.Default;
        catalog.TryGet("llama-3.1-8b", out _);
        catalog.TryGet("nobody/knows-this", out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 1000; round++)
        {
            catalog.TryGet("META-LLAMA/Llama-3.1-8b-INSTRUCT", out _);
            catalog.TryGet("nobody/knows-this", out _);
            catalog.TryGet("x:llama-3.1-8b".AsSpan(2), out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public Task Read_EmbeddedCatalog_TakesAFewMilliseconds() => BestPlay.ShouldMeetAsync([TimeSpan.FromMilliseconds(250)], () =>
    {
        _ = ModelCatalog.Default.Models.Count;
        var started = Stopwatch.GetTimestamp();

        using var stream = typeof(ModelCatalog).Assembly.GetManifestResourceStream(CatalogReader.ResourceName)!;
        var catalog = new ModelCatalog(CatalogReader.Read(stream));

        var taken = Stopwatch.GetElapsedTime(started);
        catalog.Models.Should().HaveCount(ModelCatalog.Default.Models.Count);
        return Task.FromResult<TimeSpan[]>([taken]);
    });

    [Fact]
    public void Default_EveryModelOfTheData_IsThereWithItsOffers()
    {
        Assert.SkipUnless(Fixture.Exist, "The catalog's data is not beside the repository.");
        using var data = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Fixture.Folder, "..", "catalog", "models.json")));

        foreach (var item in data.RootElement.EnumerateArray())
        {
            ModelCatalog.Default.TryGet(item.GetProperty("id").GetString()!, out var model).Should().BeTrue();
            model!.Tasks.Should().Equal(item.GetProperty("tasks").EnumerateArray().Select(task => task.GetString()!));
            model.Offers.Should().HaveCount(item.GetProperty("providers").GetArrayLength());
            foreach (var offer in item.GetProperty("providers").EnumerateArray())
            {
                var price = offer.GetProperty("price");
                var found = model.Offers.Single(candidate =>
                    candidate.Provider == offer.GetProperty("provider").GetString() && candidate.ProviderModelId == offer.GetProperty("providerModelId").GetString());
                (found.Price is null).Should().Be(price.ValueKind == JsonValueKind.Null);
                if (found.Price is not null)
                {
                    found.Price.Input.Should().Be(Amount(price, "input"));
                    found.Price.Output.Should().Be(Amount(price, "output"));
                }
            }
        }

        static decimal? Amount(JsonElement price, string name) => price.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;
    }

    [Fact]
    public void Default_RemovedOffers_RankBehindTheOthers()
    {
        foreach (var model in ModelCatalog.Default.Models)
        {
            var availabilities = model.Offers.Where(offer => offer.Provider != model.Offers[0].Provider).Select(offer => offer.Availability == OfferAvailability.Removed).ToList();
            availabilities.Should().BeInAscendingOrder(model.Id);
        }
    }

    [Fact]
    public void With_ModelOfTheSameId_TakesItsPlace()
    {
        var own = new CatalogModel { Id = "meta-llama/Llama-3.1-8B-Instruct", Tasks = ["conversational"], Offers = [new() { Provider = "mine", ProviderModelId = "llama" }] };

        var catalog = ModelCatalog.Default.With([own]);

        catalog.TryGet("META-LLAMA/llama-3.1-8b-instruct", out var found).Should().BeTrue();
        found.Should().BeSameAs(own);
        catalog.Models.Should().HaveCount(ModelCatalog.Default.Models.Count);
    }
}
