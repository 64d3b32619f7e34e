namespace ProviderRouter.Emulator.Tests.Replicate;

/// <summary>A test with a bench of its own.</summary>
public abstract class ReplicateTestBase : IAsyncLifetime
{
    internal ReplicateBench Bench { get; private set; } = null!;

    internal Wire Client => Bench.Wire;

    public async ValueTask InitializeAsync() => Bench = await ReplicateBench.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Bench.DisposeAsync();
    }
}
