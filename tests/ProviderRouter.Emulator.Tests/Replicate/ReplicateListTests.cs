using System.Text.Json;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicateListTests : ReplicateTestBase
{
    [Fact]
    public async Task List_OfMany_ComesInPagesOf100NewestFirst()
    {
        var ids = new List<string>();
        for (var i = 0; i < 205; i++)
        {
            ids.Add((await Client.PostAsync("v1/models/emulated-test/painter/predictions", """{"input":{"prompt":"x"}}""")).At("id").GetString()!);
        }

        var first = await Client.GetAsync("v1/predictions");
        await Client.PostAsync(ReplicateBench.Flux, ReplicateBench.Whale);
        var second = await Client.GetAsync(first.At("next").GetString()!);
        var third = await Client.GetAsync(second.At("next").GetString()!);
        var back = await Client.GetAsync(third.At("previous").GetString()!);

        ids.Reverse();
        Ids(first).Concat(Ids(second)).Concat(Ids(third)).Should().Equal(ids);
        Ids(first).Should().HaveCount(100);
        first.At("previous").ValueKind.Should().Be(JsonValueKind.Null);
        third.At("next").ValueKind.Should().Be(JsonValueKind.Null);
        Ids(back).Should().Equal(Ids(second));
    }

    [Fact]
    public async Task List_ByTime_TakesTheFirstBoundInAndTheSecondOut()
    {
        var first = await Client.PostAsync(ReplicateBench.Flux, ReplicateBench.Whale);
        Bench.Pass(60);
        var second = await Client.PostAsync(ReplicateBench.Flux, ReplicateBench.Whale);

        var early = await Client.GetAsync("v1/predictions?created_before=2000-01-01T00:01:00Z");
        var late = await Client.GetAsync("v1/predictions?created_after=2000-01-01T00:01:00Z");

        Ids(early).Should().Equal(first.At("id").GetString());
        Ids(late).Should().Equal(second.At("id").GetString());
    }

    [Fact]
    public async Task List_FromTheWebSite_IsEmpty()
    {
        await Client.PostAsync(ReplicateBench.Flux, ReplicateBench.Whale);

        Ids(await Client.GetAsync("v1/predictions?source=web")).Should().BeEmpty();
    }

    [Fact]
    public async Task List_OfModels_DescribesEachOnce()
    {
        var names = new List<string>();
        for (var path = "v1/models"; path is not null;)
        {
            var page = await Client.GetAsync(path);
            names.AddRange(page.At("results").EnumerateArray().Select(model => $"{model.GetProperty("owner")}/{model.GetProperty("name")}"));
            path = page.At("next").GetString();
        }

        names.Should().OnlyHaveUniqueItems().And.Contain(["black-forest-labs/flux-schnell", "replicate/hello-world"]);
    }

    [Theory]
    [InlineData("source=api", 400)]
    [InlineData("created_after=yesterday", 400)]
    [InlineData("cursor=nonsense", 404)]
    public async Task List_WrongQuery_IsRefused(string query, int status)
    {
        var answer = await Client.GetAsync("v1/predictions?" + query);

        answer.Status.Should().Be(status);
        answer.Json.TryGetProperty("detail", out _).Should().BeTrue();
    }

    private static List<string?> Ids(Answer list) => [.. list.At("results").EnumerateArray().Select(item => item.GetProperty("id").GetString())];
}
