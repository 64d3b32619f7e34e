using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class TargetDirectoryTests
{
    private readonly InMemoryTargetStateStore store = new(new(), new(), new FakeTimeProvider());

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_NewTarget_HasTheStoresStateAndAGateByTheOptions()
    {
        var directory = new TargetDirectory(store, new() { MaxPerTarget = 1, MaxWaitingPerTarget = 0 });
        var key = InMemoryTargetStateStoreTests.Key("a");

        var target = directory.Get(key);

        target.Key.Should().Be(key);
        target.State.Should().BeSameAs(store.Get(key));
        directory.Get(key).Should().BeSameAs(target);
        using var lease = await target.Gate.EnterAsync(None);
        lease.IsGranted.Should().BeTrue();
        (await target.Gate.EnterAsync(None)).IsGranted.Should().BeFalse();
    }

    [Fact]
    public void Get_TwoClients_ShareStateAndNothingElse()
    {
        var key = InMemoryTargetStateStoreTests.Key("a");
        var one = new TargetDirectory(store, new()).Get(key);
        var other = new TargetDirectory(store, new()).Get(key);

        other.State.Should().BeSameAs(one.State);
        other.Gate.Should().NotBeSameAs(one.Gate);
        other.Latency.Should().NotBeSameAs(one.Latency);
    }

    [Fact]
    public async Task Get_MoreThanTheCapacity_KeepsTargetsWithExchangesOut()
    {
        var directory = new TargetDirectory(store, new(), capacity: 20);
        var running = directory.Get(InMemoryTargetStateStoreTests.Key("running"));
        using var lease = await running.Gate.EnterAsync(None);
        var idle = directory.Get(InMemoryTargetStateStoreTests.Key("idle"));

        for (var model = 0; model < 200; model++)
        {
            directory.Get(InMemoryTargetStateStoreTests.Key($"model-{model}"));
        }

        directory.Get(InMemoryTargetStateStoreTests.Key("running")).Should().BeSameAs(running);
        directory.Get(InMemoryTargetStateStoreTests.Key("idle")).Should().NotBeSameAs(idle);
    }
}
