using System.Globalization;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>
/// fal's queue, which takes any model's input. All that makes files or listens goes through it, short work too: the direct host holds the
/// connection for the whole run, repeats nothing that fails inside fal and refuses what is over the account's concurrency, where the queue does
/// not; and a job can be followed, cancelled and resumed. Behind a router speech and transcripts are the exception (<see cref="FalDirect{TRequest, TResponse}"/>).
/// A submission is sent once: a second one is a second bill.
/// Source: wire notes of fal, §3.
/// </summary>
internal sealed class FalQueue(FalHosts hosts, MediaFields files) : IJobProtocol<FalState>
{
    /// <summary>Whether the task is about images, so that an endpoint that runs any language model has to be one that sees.</summary>
    public bool NeedsEyes { get; init; }

    public Task<FalState> SubmitAsync(
        TaskContext context, Action<RequestJson> input, JobOptions options, bool mayHold, CancellationToken cancellationToken)
    {
        var webhook = options.Webhook is { } address ? $"fal_webhook={Uri.EscapeDataString(address.AbsoluteUri)}" : null;
        var endpoint = FalEndpoint.Of(context.Model);
        var path = NeedsEyes ? endpoint.Seeing().Path : endpoint.Path;
        var submission = new JsonExchange(hosts.OnQueue(path, webhook), context, body =>
        {
            input(body);
            body.AddParameters();
        })
        {
            Kind = ExchangeKind.Submit,
            Headers = HeadersOf(context),
        };
        return hosts.Queue.SendAsync(
            context, submission, static (response, token) => response.ReadBytesAsync(FalState.ReadSubmitted, token), cancellationToken);
    }

    public JobHandle HandleOf(TaskContext context, FalState state) => JobHandles.Of(context, state.RequestId!, LocationOf(context, state));

    public IJobSteps<FalState> Follow(TaskContext context, JobHandle handle) => new FalJob(hosts, context, handle, files);

    // The address that the queue gave is followed, but never to another host; behind a router its path alone counts. What is of no use is made
    // up as fal documents it.
    private string LocationOf(TaskContext context, FalState state)
    {
        var requests = $"/requests/{state.RequestId}";
        if (Uri.TryCreate(state.ResponseAddress, UriKind.Absolute, out var address)
            && PathOf(address) is { } path
            && path.IndexOf(requests, StringComparison.Ordinal) is > 0 and var start
            && (path.Length == start + requests.Length || path[start + requests.Length] == '/')
            && path.Split('/').All(IsPlain))
        {
            return path;
        }

        return $"{FalEndpoint.Of(context.Model).App}{requests}";
    }

    // What no address is built of would lose a job that was paid for: it could be neither followed nor stopped.
    private static bool IsPlain(string segment) =>
        segment is not ("" or "." or "..") && segment.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~' or '@' or ':');

    private string? PathOf(Uri address)
    {
        if (hosts.QueueAddress is not { } queue)
        {
            return address.AbsolutePath.TrimStart('/');
        }

        var root = queue.AbsolutePath.EndsWith('/') ? queue.AbsolutePath : $"{queue.AbsolutePath}/";
        return address.Scheme == queue.Scheme && address.Authority == queue.Authority && address.AbsolutePath.StartsWith(root, StringComparison.Ordinal)
            ? address.AbsolutePath[root.Length..]
            : null;
    }

    // A job that has not begun when nobody waits any more need not begin: fal is told, whatever becomes of a cancel. It limits the wait for the
    // start alone, so that a run is never cut by it. fal takes more than one second.
    private IReadOnlyList<KeyValuePair<string, string>> HeadersOf(TaskContext context) =>
        hosts.IsRouted || context.Call.Limit is null
            ? hosts.Headers
            : [.. hosts.Headers, new("X-Fal-Request-Timeout", Math.Max(2, Math.Ceiling(context.Call.Remaining.TotalSeconds)).ToString(CultureInfo.InvariantCulture))];
}
