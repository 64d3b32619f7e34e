namespace ProviderRouter.Routing;

/// <summary>Takes a stream that broke in mid-answer up at the next candidates. What going on means, the task's own progress knows.</summary>
internal sealed class StreamResumption<TRequest, TUpdate>(StreamProgress<TRequest, TUpdate> progress, StreamOpener<TRequest, TUpdate> opener, CandidateWalk walk)
    where TRequest : InferenceRequest
    where TUpdate : InferenceUpdate
{
    private bool hasGoneOn;

    /// <summary>Takes note of an update; null when the caller has all of it already.</summary>
    public TUpdate? Note(TUpdate update) => progress.Note(update);

    /// <summary>Opens the answer at the next candidate that begins it.</summary>
    /// <param name="failure">The break; it learns of all the text that the caller has.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The stream and what announces it; null when the break has to be told: it is to be seen, going on would be wrong, or nobody takes it up.</returns>
    public async ValueTask<ResumedStream?> ReopenAsync(ProviderException failure, CancellationToken cancellationToken)
    {
        if (hasGoneOn && failure is StreamInterruptedException interrupted)
        {
            interrupted.Whole = progress.PartialText;
        }

        try
        {
            while (IsFault(failure) && walk.MayTakeUp)
            {
                var planned = await walk.NextAsync(failure, cancellationToken).ConfigureAwait(false);
                if (await AskAsync(planned, cancellationToken).ConfigureAwait(false) is { } resumed)
                {
                    hasGoneOn = true;
                    return resumed;
                }
            }
        }
        catch (Exception exception) when (exception is InferenceException || HandlerFaults.IsBare(exception))
        {
            // the break is what happened to the caller; that nobody took it up is in the trace
        }

        return null;
    }

    // A refusal or a limit on this side is to be seen: another target would only hide it.
    private static bool IsFault(ProviderException failure) =>
        failure.Kind is ErrorKind.StreamInterrupted or ErrorKind.Timeout or ErrorKind.Connection or ErrorKind.Unavailable or ErrorKind.RateLimited or ErrorKind.BadResponse or ErrorKind.Unknown;

    // Null: the next one may be asked.
    private async ValueTask<ResumedStream?> AskAsync(PlannedCandidate planned, CancellationToken cancellationToken)
    {
        var support = opener.SupportOf(planned);
        while (true)
        {
            if (progress.GoOn(support) is not { } next)
            {
                throw new RoutingException("Going on would be wrong after what the caller has.");
            }

            try
            {
                return await OpenAsync(planned, next, cancellationToken).ConfigureAwait(false);
            }
            catch (ProviderException refusal) when (next.ContinuesAnswer && refusal.Kind is ErrorKind.InvalidRequest or ErrorKind.Unsupported)
            {
                if (!walk.MayAskAgain(planned))
                {
                    return null;
                }

                support = ContinuationSupport.None; // it does not take the beginning of an answer after all
            }
            catch (ProviderException refusal) when (walk.MayGoOn(refusal))
            {
                return null;
            }
        }
    }

    private async ValueTask<ResumedStream> OpenAsync(PlannedCandidate planned, StreamContinuation<TRequest, TUpdate> next, CancellationToken cancellationToken)
    {
        var stream = await opener.OpenAsync(planned, next, cancellationToken).ConfigureAwait(false);
        var announcement = next.Announcement with { Info = AnswerInfo.Begin(stream.Context, planned, walk.Plan) };
        return new(stream, progress.Note(announcement) ?? announcement);
    }

    /// <summary>A stream that takes another up, and the update that says so.</summary>
    internal sealed record ResumedStream(OpenedStream<TRequest, TUpdate> Stream, TUpdate Announcement);
}
