using System.Text;
using System.Text.Json;
using ProviderRouter.Protocols.Jobs;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate;

/// <summary>One prediction. Source: wire notes of Replicate, §3.</summary>
internal sealed class ReplicateJob(ReplicateWay way, TaskContext context, JobHandle handle, ReplicateOutput wanted) : IJobSteps<ReplicatePrediction>
{
    private const int TailLines = 10;

    private readonly ProviderTransport transport = way.Transport;

    public JobHandle Handle => handle;

    // An answer that was held back until the output was there has it whole, unless that comes in pieces; its status lags behind.
    public bool IsDone(ReplicatePrediction state) =>
        state.IsTerminal || (IsWholeAtOnce(state) && state is { IsCreated: true, HasOutput: true, IsPartial: false });

    public JobStatus StatusOf(ReplicatePrediction state)
    {
        var lines = LinesOf(state);
        return new()
        {
            Phase = state.Status switch
            {
                "starting" => JobPhase.Starting,
                "succeeded" => JobPhase.Succeeded,
                "failed" => JobPhase.Failed,
                "canceled" or "aborted" => JobPhase.Canceled,
                _ => JobPhase.Running,
            },
            Fraction = state.Status == "succeeded" ? 1 : JobLog.FractionOf(lines),
            LogLines = lines,
            Error = state.Error is { Length: > 0 } error ? transport.Quote(error) : null,
        };
    }

    public Task<ReplicatePrediction> ReadAsync(CancellationToken cancellationToken) => transport.SendAsync(
        context,
        new Exchange(HttpMethod.Get, $"v1/predictions/{handle.JobId}") { Kind = ExchangeKind.Read, IsPoll = true },
        (response, token) => ReplicatePrediction.ReadAsync(response, wanted, isCreated: false, token),
        cancellationToken);

    public async Task<ReplicatePrediction> FinishAsync(ReplicatePrediction state, CancellationToken cancellationToken)
    {
        try
        {
            var isWhole = state.Status == "succeeded" || !state.IsTerminal;
            if (!isWhole || !(state.HasOutput || (MayBeEmpty && !state.IsRemoved)))
            {
                throw Failed(state.Status, state.Error, LinesOf(state));
            }

            if (wanted == ReplicateOutput.Transcript && ReplicateTranscript.FileOf(state.Output) is { } address)
            {
                state.FetchedText = await FetchTextAsync(address, cancellationToken).ConfigureAwait(false);
            }

            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    public Task CancelAsync(CancellationToken cancellationToken) => transport.SendAsync(
        context,
        new Exchange(HttpMethod.Post, $"v1/predictions/{handle.JobId}/cancel") { Kind = ExchangeKind.Read },
        static (response, token) => response.ReadBytesAsync(static (_, _) => true, token),
        cancellationToken);

    /// <summary>The failure of a prediction: the HTTP exchange went well, the work did not.</summary>
    public JobException Failed(string status, string? error, IReadOnlyList<string> log)
    {
        var words = error is { Length: > 0 } ? transport.Quote(error).TrimEnd('.') : status == "succeeded" ? "it gave no output, or its output was removed (Replicate keeps it for one hour)" : $"its status is '{status}'";
        var kind = IsRefusal(error) ? ErrorKind.ContentFiltered : ErrorKind.JobFailed;
        return new(context.Provider, kind, handle.JobId, $"Provider '{context.Provider}': prediction '{handle.JobId}' of '{context.Model}' failed: {words}.")
        {
            Model = context.Model,
            Handle = handle,
            LogsTail = string.Join('\n', log.TakeLast(TailLines)),
            ErrorCode = status is "canceled" or "aborted" ? ErrorCodes.JobCanceled : null,
            MaybeExecuted = status != "aborted",
        };
    }

    private bool MayBeEmpty => wanted is ReplicateOutput.Text or ReplicateOutput.Anything;

    // A list of texts may be what a model has written so far.
    private bool IsWholeAtOnce(ReplicatePrediction state) => wanted switch
    {
        ReplicateOutput.Files => true,
        ReplicateOutput.Text => false,
        _ => state.Output.ValueKind != JsonValueKind.Array
            || state.Output.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String || state.FileOf(item) is not null || ReplicateFiles.IsFile(item.GetString()!)),
    };

    private async Task<string> FetchTextAsync(string address, CancellationToken cancellationToken)
    {
        var file = way.Downloader.Reference(context.Provider, address, contentType: null, expiresAt: null, FindFileAgainAsync);
        var bytes = await file.ReadBytesAsync(context.Call.HasTimeToRead, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes.Span);
    }

    private async ValueTask<Uri?> FindFileAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var again = await ReadAsync(cancellationToken).ConfigureAwait(false);
            return Uri.TryCreate(ReplicateTranscript.FileOf(again.Output), UriKind.Absolute, out var address) ? address : null;
        }
        catch (ProviderException)
        {
            return null; // that the address is over says more
        }
    }

    // Safety filters speak through the error text alone.
    private static bool IsRefusal(string? error) =>
        error is not null && (error.Contains("NSFW", StringComparison.OrdinalIgnoreCase) || error.Contains("flagged as sensitive", StringComparison.OrdinalIgnoreCase));

    private string[] LinesOf(ReplicatePrediction state) =>
        state.Logs is { Length: > 0 } logs ? transport.Scrub(logs).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
}
