using ProviderRouter.Providers;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Faults;

/// <summary>Something that goes wrong at the first server, and what has to become of each operation then; each outcome is a case.</summary>
/// <param name="Name">The name in the names of cases.</param>
/// <param name="Words">What the server does, for users; faults with the same words share a row of the table.</param>
internal sealed record Fault(string Name, string Words)
{
    /// <summary>What the first server does when it gets the request that the case is about.</summary>
    public Func<FaultOperation, FaultServer, FaultScript> Script { get; init; } = static (operation, server) => operation.Good(server);

    /// <summary>What has to be told of each failed exchange.</summary>
    public FaultFailure? Failure { get; init; }

    public FaultVerdict? Chat { get; init; }

    public FaultVerdict? Stream { get; init; }

    public FaultVerdict? Embeddings { get; init; }

    public FaultVerdict? Image { get; init; }

    public FaultVerdict? Job { get; init; }

    public FaultVerdict? Poll { get; init; }

    public FaultVerdict? Download { get; init; }

    /// <summary>How the first server listens.</summary>
    public FaultListening Listening { get; init; } = FaultListening.Accepting;

    /// <summary>How connections to it begin.</summary>
    public FaultReception Reception { get; init; } = FaultReceptions.Plain;

    public string Scheme { get; init; } = "http";

    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Changes the options of the router.</summary>
    public Action<InferenceRoutingOptions>? Routing { get; init; }

    /// <summary>Changes the options of the first server's provider.</summary>
    public Action<ProviderOptions>? Options { get; init; }

    /// <summary>Bounds of the wait before the second exchange; null for the usual ones of a first retry.</summary>
    public (TimeSpan From, TimeSpan To)? Delay { get; init; }

    /// <summary>How many requests the first server sees; null for as many as there were exchanges that reached it.</summary>
    public int? Requests { get; init; }

    /// <summary>The text that a stream gives out before it breaks.</summary>
    public string PartialText { get; init; } = "hello";

    /// <summary>Whether the clock is the system's, for limits that the network stack keeps by itself.</summary>
    public bool IsTimed { get; init; }

    /// <summary>Whether a job that fails this way was never run.</summary>
    public bool NeverRan { get; init; }

    /// <summary>Whether it can happen at Replicate alone, of those that run jobs here.</summary>
    public bool IsReplicates { get; init; }

    /// <summary>Whether it stands in the table for users.</summary>
    public bool IsTold { get; init; } = true;

    /// <summary>The outcomes that are required, by operation.</summary>
    public IEnumerable<(FaultOperation Operation, FaultVerdict Verdict)> Outcomes =>
        FaultOperations.All.Select(operation => (operation, VerdictOf(operation))).Where(static outcome => outcome.Item2 is not null)!;

    /// <summary>The same outcome for all that generates at once; images differ where a second one would be a second bill.</summary>
    public FaultVerdict? Generates
    {
        get => Chat;
        init => (Chat, Stream, Embeddings, Image) = (value, value, value, value);
    }

    /// <summary>The same outcome for what may be sent twice.</summary>
    public FaultVerdict? Texts
    {
        get => Chat;
        init => (Chat, Stream, Embeddings) = (value, value, value);
    }

    /// <summary>The same outcome for what only reads.</summary>
    public FaultVerdict? Reads
    {
        get => Poll;
        init => (Poll, Download) = (value, value);
    }

    private FaultVerdict? VerdictOf(FaultOperation operation) => operation.Name switch
    {
        "chat" => Chat,
        "stream" => Stream,
        "embeddings" => Embeddings,
        "image" => Image,
        "queue" or "queue_poll" when IsReplicates => null,
        "job" or "queue" => Job,
        "poll" or "queue_poll" => Poll,
        _ => Download,
    };
}
