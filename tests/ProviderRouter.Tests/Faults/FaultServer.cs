using System.Net;
using System.Net.Sockets;

namespace ProviderRouter.Tests.Faults;

/// <summary>A server on a raw socket of the loopback: it does on the wire exactly what it is told, and keeps what it saw.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock changing = new();
    private readonly List<FaultRoute> routes = [];
    private readonly List<FaultRequest> requests = [];
    private readonly List<Task> connections = [];
    private readonly List<Socket> fillers = [];
    private TaskCompletionSource changed = NewSignal();
    private Task accepting = Task.CompletedTask;

    /// <summary>Takes a port of the loopback; as long as it does not listen, connections are refused.</summary>
    /// <param name="host">The host's name in its address.</param>
    public FaultServer(string host = "127.0.0.1")
    {
        Host = host;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    public string Host { get; }

    public int Port { get; }

    /// <summary>The server to which this one refers the client.</summary>
    public FaultServer? Elsewhere { get; init; }

    /// <summary>How a connection begins.</summary>
    public FaultReception Reception { get; init; } = FaultReceptions.Plain;

    /// <summary>What the caller's side of a case tells its servers: that it has text, that it let go.</summary>
    public FaultSignals Signals { get; init; } = new();

    public CancellationToken Stopping => stop.Token;

    public IReadOnlyList<FaultRequest> Requests
    {
        get
        {
            lock (changing)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>How many connections were made.</summary>
    public int Accepted { get; private set; }

    /// <summary>How many of them are open.</summary>
    public int Open { get; private set; }

    /// <summary>How many of them are in the middle of a request or its answer.</summary>
    public int Busy { get; private set; }

    /// <summary>The most that were at once.</summary>
    public int MostBusy { get; private set; }

    /// <summary>How many the other side closed or reset while this one still had something to say or to wait for.</summary>
    public int Abandoned { get; private set; }

    public Uri Address(string scheme = "http", string path = "") => new($"{scheme}://{Host}:{Port}/{path}");

    /// <summary>Answers requests of a kind: each by the next script, and all after the last by the last.</summary>
    public FaultServer On(Func<FaultRequest, bool> matches, params FaultScript[] scripts)
    {
        routes.Add(new(matches, scripts));
        return this;
    }

    /// <summary>Like <see cref="On"/>, before all that was said so far.</summary>
    public FaultServer OnFirst(Func<FaultRequest, bool> matches, params FaultScript[] scripts)
    {
        routes.Insert(0, new(matches, scripts));
        return this;
    }

    /// <summary>Begins to accept.</summary>
    public FaultServer Listen()
    {
        listener.Listen(64);
        accepting = AcceptAsync();
        return this;
    }

    /// <summary>Listens and never accepts, so that connections are made by the system alone and nobody answers.</summary>
    public FaultServer ListenWithoutAccepting()
    {
        listener.Listen(64);
        return this;
    }

    /// <summary>Listens with a queue that is full, so that no connection is made.</summary>
    public async Task<FaultServer> FillQueueAsync()
    {
        listener.Listen(0);
        for (var filler = 0; filler < 3; filler++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            fillers.Add(socket);
            var connecting = socket.ConnectAsync(listener.LocalEndPoint!, stop.Token).AsTask();
            if (filler == 0)
            {
                await connecting;
            }
            else
            {
                _ = connecting.ContinueWith(static task => task.Exception, TaskScheduler.Default);
            }
        }

        return this;
    }

    /// <summary>Closes the port; what is open stays open.</summary>
    public void StopListening() => listener.Dispose();

    /// <summary>Waits until something is so; what does not come in 20 seconds fails the test.</summary>
    public async Task UntilAsync(Func<FaultServer, bool> condition, string what)
    {
        try
        {
            while (true)
            {
                Task next;
                lock (changing)
                {
                    if (condition(this))
                    {
                        return;
                    }

                    next = changed.Task;
                }

                await next.WaitAsync(Patience, TestContext.Current.CancellationToken);
            }
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server waited in vain: {what} (requests {requests.Count}, connections {Accepted}, open {Open}, busy {Busy}; threads {ThreadPool.ThreadCount}, work that waits for one {ThreadPool.PendingWorkItemCount}).");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        fillers.ForEach(static filler => filler.Dispose());
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] rest;
        lock (changing)
        {
            rest = [.. connections];
        }

        await Task.WhenAll(rest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    internal FaultScript? Receive(FaultRequest request)
    {
        FaultScript? script = null;
        Change(server =>
        {
            server.MostBusy = Math.Max(server.MostBusy, ++server.Busy);
            request.Ordinal = server.requests.Count;
            server.requests.Add(request);
            script = server.routes.Find(route => route.Matches(request))?.Next();
        });
        return script;
    }

    internal void Answered(bool abandoned) => Change(server =>
    {
        server.Busy--;
        server.Abandoned += abandoned ? 1 : 0;
    });

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AcceptAsync()
    {
        while (true)
        {
            var socket = await listener.AcceptAsync(stop.Token);
            var number = 0;
            Change(server =>
            {
                number = server.Accepted++;
                server.Open++;
            });
            var run = RunAsync(new FaultConnection(this, socket, number));
            lock (changing)
            {
                connections.Add(run);
            }
        }
    }

    private async Task RunAsync(FaultConnection connection)
    {
        try
        {
            await connection.RunAsync();
        }
        finally
        {
            connection.Dispose();
            Change(static server => server.Open--);
        }
    }

    private void Change(Action<FaultServer> change)
    {
        TaskCompletionSource done;
        lock (changing)
        {
            change(this);
            (done, changed) = (changed, NewSignal());
        }

        done.SetResult();
    }
}
