namespace ProviderRouter.Routing;

/// <summary>The life of a client: its end fails the calls that still run, at once.</summary>
internal sealed class ClientLifetime : IDisposable
{
    private readonly CancellationTokenSource end = new();

    public ClientLifetime() => Token = end.Token;

    /// <summary>Cancelled when the client is disposed; it can be asked after that too.</summary>
    public CancellationToken Token { get; }

    public bool HasEnded => Token.IsCancellationRequested;

    public void Dispose()
    {
        if (!HasEnded)
        {
            end.Cancel();
            end.Dispose();
        }
    }
}
