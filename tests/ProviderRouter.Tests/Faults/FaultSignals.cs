using System.Text;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Faults;

/// <summary>What the two sides of a case tell each other, so that nothing has to be guessed by waiting.</summary>
internal sealed class FaultSignals
{
    private readonly TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder text = new();

    /// <summary>The clock of the client; null for the system's.</summary>
    public JumpingTime? Time { get; init; }

    /// <summary>The text that the caller has received.</summary>
    public string Text => text.ToString();

    /// <summary>Completed when the caller has received a piece of text.</summary>
    public Task Heard => heard.Task;

    /// <summary>Completed when the test lets a waiting server go on.</summary>
    public Task Released => released.Task;

    /// <summary>The servers that are asked after the first.</summary>
    public IReadOnlyList<string> Fallbacks { get; set; } = [];

    public IReadOnlyList<RouteCandidate> FallbacksFor(string model) => [.. Fallbacks.Select(server => new RouteCandidate(server, model))];

    public void Hear(string piece)
    {
        text.Append(piece);
        if (piece.Length > 0)
        {
            heard.TrySetResult();
        }
    }

    public void Release() => released.TrySetResult();
}
