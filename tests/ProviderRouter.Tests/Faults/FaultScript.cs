using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>What a server does in answer to one request, step by step. When the steps are over, the connection waits for its next request.</summary>
internal sealed class FaultScript
{
    private readonly List<Func<FaultConnection, Task>> steps = [];

    /// <summary>Whether the request's body is read before anything else.</summary>
    public bool ReadsBody { get; init; } = true;

    /// <summary>A request that a case did not think of: answered so that the case sees it.</summary>
    public static FaultScript Unscripted(FaultRequest request) => new FaultScript().Send(FaultHttp.Json($$$"""{"error":{"message":"nothing was scripted for {{{request}}}"}}""", 418));

    public FaultScript Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public FaultScript Send(params ReadOnlyMemory<byte>[] pieces) => Do(async connection =>
    {
        foreach (var piece in pieces)
        {
            await connection.SendAsync(piece);
        }
    });

    /// <summary>Sends byte by byte.</summary>
    public FaultScript Drip(byte[] bytes) => Do(async connection =>
    {
        for (var index = 0; index < bytes.Length; index++)
        {
            await connection.SendAsync(bytes.AsMemory(index, 1));
        }
    });

    /// <summary>Sends the same piece again and again.</summary>
    public FaultScript Repeat(byte[] piece, long times) => Do(async connection =>
    {
        for (var index = 0L; index < times; index++)
        {
            await connection.SendAsync(piece);
        }
    });

    /// <summary>Says nothing until the other side goes.</summary>
    public FaultScript Silence() => Do(static connection => connection.WaitForCloseAsync());

    /// <summary>Waits until the caller has received a piece of the answer.</summary>
    public FaultScript UntilHeard() => Do(static connection => connection.Signals.Heard.WaitAsync(connection.Stopping));

    /// <summary>Waits until the test lets it go on.</summary>
    public FaultScript UntilReleased() => Do(static connection => connection.Signals.Released.WaitAsync(connection.Stopping));

    /// <summary>Lets time pass, at the client that is.</summary>
    public FaultScript Pass(TimeSpan time) => Do(connection =>
    {
        connection.Signals.Time!.Advance(time);
        return Task.CompletedTask;
    });

    /// <summary>Lets time pass while the client waits in a read, until it takes that for silence.</summary>
    public FaultScript PassWhileRead(TimeSpan time) => Do(connection =>
    {
        connection.Signals.Time!.PassWhileRead(time);
        return Task.CompletedTask;
    });

    /// <summary>Lets time pass when the client sets itself a limit of this length.</summary>
    public FaultScript PassLimitOf(TimeSpan limit) => Do(connection =>
    {
        connection.Signals.Time!.PassLimitOf(limit);
        return Task.CompletedTask;
    });

    /// <summary>Closes the port to all that comes later.</summary>
    public FaultScript StopListening() => Do(static connection =>
    {
        connection.StopListening();
        return Task.CompletedTask;
    });

    /// <summary>Resets the connection.</summary>
    public FaultScript Reset() => Do(static connection =>
    {
        connection.Reset();
        return Task.CompletedTask;
    });

    /// <summary>Ends the sending and waits for the other side to go.</summary>
    public FaultScript HalfClose() => Do(static async connection =>
    {
        connection.HalfClose();
        await connection.WaitForCloseAsync();
    });

    /// <summary>Closes the connection in good order.</summary>
    public FaultScript Close() => Do(static connection =>
    {
        connection.Close();
        return Task.CompletedTask;
    });

    public async Task RunAsync(FaultConnection connection)
    {
        foreach (var step in steps)
        {
            await step(connection);
        }
    }

    private FaultScript Do(Func<FaultConnection, Task> step)
    {
        steps.Add(step);
        return this;
    }
}
