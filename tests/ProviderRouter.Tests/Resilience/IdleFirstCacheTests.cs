using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class IdleFirstCacheTests
{
    private readonly HashSet<string> busy = [];
    private readonly List<string> made = [];
    private readonly IdleFirstCache<int, string> cache;

    public IdleFirstCacheTests() => cache = new(20, Make, busy.Contains);

    [Fact]
    public void Get_UpToTheCapacity_KeepsAll()
    {
        Get(0, 20);
        Get(0, 20);

        made.Should().HaveCount(20);
    }

    [Fact]
    public void Get_OneMore_DropsTheTenthThatWasNotAskedForTheLongest()
    {
        Get(0, 20);
        Get(0, 5);
        Get(20, 21);
        made.Clear();

        Get(0, 5);
        Get(7, 21);
        made.Should().BeEmpty("these are kept");
        Get(5, 7);

        made.Should().Equal("5", "6");
    }

    [Fact]
    public void Get_OldestBusy_DropsTheNext()
    {
        Get(0, 20);
        busy.Add("0");
        Get(20, 21);
        made.Clear();

        Get(0, 1);
        Get(3, 21);
        made.Should().BeEmpty("these are kept");
        Get(1, 3);

        made.Should().Equal("1", "2");
    }

    [Fact]
    public void Get_AllBusy_BeginsAnew()
    {
        Get(0, 20);
        busy.UnionWith(made);
        cache.Get(20);
        made.Clear();

        Get(0, 5);

        made.Should().HaveCount(5);
    }

    private string Make(int key)
    {
        made.Add($"{key}");
        return $"{key}";
    }

    private void Get(int from, int to)
    {
        for (var key = from; key < to; key++)
        {
            cache.Get(key);
        }
    }
}
