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
    public void Get_OneMore_DropsATenthWhereAllWereUsed()
    {
        Get(0, 21);
        made.Clear();

        cache.Get(20);
        made.Should().BeEmpty("the newest is there");
        Get(0, 20);

        made.Should().HaveCountGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Get_SomeNotAskedForSinceTheLastTime_DropsThose()
    {
        busy.UnionWith(["3", "7"]); // to know two that outlive the first time
        Get(0, 21);
        busy.Clear();
        IsKept(3).Should().BeTrue();
        Get(100, 102);

        IsKept(3).Should().BeTrue();
        IsKept(7).Should().BeFalse();
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

    private bool IsKept(int key)
    {
        var before = made.Count;
        cache.Get(key);
        return made.Count == before;
    }

    private void Get(int from, int to)
    {
        for (var key = from; key < to; key++)
        {
            cache.Get(key);
        }
    }
}
