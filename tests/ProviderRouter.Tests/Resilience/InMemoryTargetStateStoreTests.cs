using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class InMemoryTargetStateStoreTests
{
    private readonly FakeTimeProvider time = new();
    private readonly InMemoryTargetStateStore store;

    public InMemoryTargetStateStoreTests() => store = new(new(), new(), time, static () => 0.5, capacity: 100);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void Get_SameTarget_IsTheSameState() => store.Get(Key("a")).Should().BeSameAs(store.Get(Key("a")));

    [Fact]
    public void Get_AnotherProviderAddressModelOrKey_IsAnotherState()
    {
        var key = Key("a");

        new[] { key, key with { Provider = "b" }, key with { BaseAddress = "b" }, key with { Model = "b" }, key with { KeyId = "b" } }
            .Select(store.Get).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Get_MoreThanTheCapacity_KeepsWhatIsLockedAndInUse()
    {
        var locked = store.Get(Key("locked"));
        await locked.ReportAsync(await locked.EnterAsync(None), new(TargetResult.RateLimited, TimeSpan.FromHours(1)), None);
        var running = store.Get(Key("running"));
        await running.EnterAsync(None);
        var asked = store.Get(Key("asked"));
        var idle = store.Get(Key("idle"));

        for (var model = 0; model < 1_000; model++)
        {
            store.Get(Key($"model-{model}"));
            store.Get(Key("asked")).Should().BeSameAs(asked);
        }

        store.Get(Key("locked")).Should().BeSameAs(locked);
        store.Get(Key("running")).Should().BeSameAs(running);
        store.Get(Key("idle")).Should().NotBeSameAs(idle);
    }

    [Fact]
    public void Get_ManyThreads_OneStateForEachTarget()
    {
        var states = new ITargetState[8][];
        Parallel.For(0, 8, thread => states[thread] = [.. Enumerable.Range(0, 50).Select(model => store.Get(Key($"model-{model}")))]);

        states.Should().OnlyContain(found => found.SequenceEqual(states[0]));
        states[0].Should().OnlyHaveUniqueItems();
    }

    internal static TargetKey Key(string model) => new() { Provider = "acme", BaseAddress = "https://acme.example/v1/", Model = model, KeyId = "3f9a" };
}
