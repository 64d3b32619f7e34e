namespace ProviderRouter.Tests.Abstractions;

public sealed class BoundedCacheTests
{
    [Fact]
    public void Add_CacheIsFull_BeginsAnewAndStillKeeps()
    {
        var cache = new BoundedCache<int, string>(3);

        for (var key = 0; key < 7; key++)
        {
            cache.Add(key, $"{key}");
        }

        cache.TryGet(5, out _).Should().BeFalse();
        cache.TryGet(6, out var last).Should().BeTrue();
        last.Should().Be("6");
    }

    [Fact]
    public void Add_KeyIsKnown_DoesNotCountAndKeepsTheFirst()
    {
        var cache = new BoundedCache<int, string>(3);
        cache.Add(1, "first");

        for (var turn = 0; turn < 10; turn++)
        {
            cache.Add(1, "again");
        }

        cache.TryGet(1, out var value).Should().BeTrue();
        value.Should().Be("first");
    }

    [Fact]
    public void Replace_KeyIsKnownOrNot_KeepsTheLast()
    {
        var cache = new BoundedCache<int, string>(3);

        cache.Replace(1, "first");
        cache.Replace(1, "second");

        cache.TryGet(1, out var value).Should().BeTrue();
        value.Should().Be("second");
    }

    [Fact]
    public void Remove_KeyIsKnown_MakesRoom()
    {
        var cache = new BoundedCache<int, string>(3);
        for (var turn = 0; turn < 10; turn++)
        {
            cache.Add(1, "one");
            cache.Remove(1);
            cache.Remove(1);
        }

        cache.Add(2, "two");
        cache.Add(3, "three");

        cache.TryGet(1, out _).Should().BeFalse();
        cache.TryGet(2, out _).Should().BeTrue();
    }
}
