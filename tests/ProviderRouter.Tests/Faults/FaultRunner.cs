using System.Net;

namespace ProviderRouter.Tests.Faults;

/// <summary>Runs one case and checks everything that has to hold: the outcome, each attempt, what each server saw, and that no connection stays busy.</summary>
internal sealed class FaultRunner(Fault fault, FaultOperation operation, FaultVerdict verdict)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scene = new FaultScene(operation, fault.IsTimed ? new() : null) { Routing = fault.Routing };
        await AddFirstAsync(scene);
        scene.Add();
        FaultReport? report = null;
        Exception? failure = null;
        try
        {
            report = await scene.PlayAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        CheckOutcome(report, failure);
        CheckAttempts((failure as InferenceException)?.Attempts ?? report!.Info.Attempts);
        CheckServers(scene);
        CheckSecrets(scene, failure);
        await scene.EndAsync();
    }

    private async Task AddFirstAsync(FaultScene scene)
    {
        var first = new FaultServer(fault.Host) { Signals = scene.Signals, Reception = fault.Reception, Elsewhere = scene.Elsewhere };
        scene.Add(first, fault.Options, fault.Scheme);
        var broken = fault.Script(operation, first);
        first.On(operation.IsMain, verdict is { AnsweredBy: "first", Failures: > 0 } ? [.. Enumerable.Repeat(broken, verdict.Failures), operation.Good(first)] : [broken]);
        _ = fault.Listening switch
        {
            FaultListening.Refusing => first,
            FaultListening.Ignoring => first.ListenWithoutAccepting(),
            FaultListening.Full => await first.FillQueueAsync(),
            _ => first.Listen(),
        };
    }

    private void CheckOutcome(FaultReport? report, Exception? failure)
    {
        if (verdict.AnsweredBy is not null)
        {
            failure.Should().BeNull();
            report!.Text.Should().Be(operation.Answer);
            report.Info.Provider.Should().Be(verdict.AnsweredBy);
            return;
        }

        var expected = fault.Failure!;
        var told = failure.Should().BeAssignableTo<ProviderException>().Subject;
        told.Kind.Should().Be(expected.Kind, failure!.ToString());
        told.ErrorCode.Should().Be(expected.Code);
        told.StatusCode.Should().Be((HttpStatusCode?)(expected.Code == ErrorCodes.CallTimeout ? null : expected.Status)); // the end of a call is nobody's answer
        told.Provider.Should().Be("first");
        told.RetryAfter.Should().Be(expected.RetryAfter);
        told.MaybeExecuted.Should().Be(IsPoll ? !fault.NeverRan : MaybeExecuted);
        told.Message.Should().ContainAny($"'{told.Provider}'", "CallTimeout");
        (told.ResponseBody?.Length ?? 0).Should().BeLessThanOrEqualTo(4096);
        told.Message.Length.Should().BeLessThan(1000);
        if (verdict == FaultVerdict.ErrorWithText)
        {
            failure.Should().BeOfType<StreamInterruptedException>().Which.PartialText.Should().Be(fault.PartialText);
        }
        else if (IsPoll)
        {
            failure.Should().BeOfType<JobException>().Which.Handle.Should().NotBeNull("waiting can go on with it");
        }
        else
        {
            failure.Should().BeOfType<ProviderException>();
        }
    }

    private bool IsPoll => operation.IsRead && operation != FaultOperations.Download;

    private bool MaybeExecuted => fault.Failure!.MaybeExecuted && !operation.IsRead;

    // Polls and downloads are none of the call's attempts, and what went before them went well.
    private void CheckAttempts(IReadOnlyList<RouteAttempt> attempts)
    {
        var failed = operation.IsRead ? [] : attempts.Take(attempts.Count - (verdict.AnsweredBy is null ? 0 : 1)).ToList();
        failed.Should().HaveCount(operation.IsRead ? 0 : verdict.Failures);
        foreach (var attempt in failed)
        {
            attempt.Error.Should().Be(fault.Failure!.Kind);
            attempt.Phase.Should().Be(fault.Failure.Phase);
            attempt.StatusCode.Should().Be((HttpStatusCode?)fault.Failure.Status);
            attempt.MaybeExecuted.Should().Be(MaybeExecuted);
        }

        if (verdict.AnsweredBy is not null && !operation.IsRead)
        {
            attempts[^1].Candidate.Provider.Should().Be(verdict.AnsweredBy);
            attempts[^1].Phase.Should().Be(AttemptPhase.Completed);
            attempts[^1].Error.Should().BeNull();
        }

        CheckDelays(attempts);
    }

    private void CheckDelays(IReadOnlyList<RouteAttempt> attempts)
    {
        for (var index = 0; index < attempts.Count; index++)
        {
            var isRetry = index > 0 && attempts[index].Candidate == attempts[index - 1].Candidate;
            var (from, to) = !isRetry ? (TimeSpan.Zero, TimeSpan.Zero)
                : fault.Delay ?? (Shortest, TimeSpan.FromMilliseconds(400) * Math.Pow(2, index - 1));
            attempts[index].DelayBefore.Should().BeGreaterThanOrEqualTo(from).And.BeLessThanOrEqualTo(to);
        }
    }

    private void CheckServers(FaultScene scene)
    {
        var main = scene.Servers[0].Requests.Where(operation.IsMain).ToList();
        var isReached = fault.Failure is not { Phase: AttemptPhase.Connecting };
        main.Should().HaveCount(fault.Requests ?? (isReached ? verdict.Failures : 0) + (verdict.AnsweredBy == "first" ? 1 : 0));
        main.Select(static request => request.Text).Distinct().Should().HaveCountLessThanOrEqualTo(1, "every attempt sends the same bytes");
        scene.Servers[1].Requests.Where(operation.IsMain).Should().HaveCount(verdict.AnsweredBy == "second" ? 1 : 0);
        scene.Servers.SelectMany(static server => server.Requests).Should().NotContain(static request => request.Headers.ContainsKey("Accept-Encoding"), "a packed answer could be a bomb");
        if (verdict.AnsweredBy is null && IsPoll)
        {
            scene.Servers[0].Requests.Count(static request => request.Path.EndsWith("/cancel", StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(1);
        }
    }

    // A key goes to its own server alone; neither it nor the prompt is told to anybody else.
    private void CheckSecrets(FaultScene scene, Exception? failure)
    {
        scene.Elsewhere.Accepted.Should().Be(operation == FaultOperations.Download && verdict == FaultVerdict.Answered ? scene.Elsewhere.Accepted : 0, "a redirect would carry the prompt there");
        for (var index = 0; index < scene.Servers.Count; index++)
        {
            var key = FaultScene.KeyOf(index);
            scene.Servers[index].Requests.Should().NotContain(request => request.Key != null && !request.Key.EndsWith(key, StringComparison.Ordinal));
            failure?.ToString().Should().NotContain(key);
        }

        failure?.ToString().Should().NotContain(FaultOperation.Prompt);
        scene.Elsewhere.Requests.Should().NotContain(static request => request.Key != null || request.Body.Length > 0);
    }
}
