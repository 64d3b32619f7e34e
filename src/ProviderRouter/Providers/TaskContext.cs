using System.Text.Json;

namespace ProviderRouter.Providers;

/// <summary>
/// What a handler needs beside the request. It goes along to the transport, which finds in it the call's deadline, its attempts and
/// the target.
/// </summary>
public abstract class TaskContext
{
    private List<InferenceWarning>? warnings;

    private protected TaskContext(string task, RouteCandidate candidate, IDictionary<string, JsonElement>? parameters, CallState call)
    {
        Task = task;
        Candidate = candidate;
        Parameters = parameters;
        Call = call;
    }

    /// <summary>The Hugging Face id of the task.</summary>
    public string Task { get; }

    /// <summary>The provider's own id of the model.</summary>
    public string Model => Candidate.Model;

    /// <summary>The provider's instance name.</summary>
    public string Provider => Candidate.Provider;

    /// <summary>This provider's share of <see cref="InferenceRequest.ProviderParameters"/>; null when there is none. Its fields beat typed ones, and each goes out once.</summary>
    public IDictionary<string, JsonElement>? Parameters { get; }

    /// <summary>Whether the request ends with the beginning of its answer, from which the answer is to go on; only where <see cref="IStreamingTaskHandler{TRequest, TUpdate}.ContinuationOf"/> said so.</summary>
    public bool ContinuesAnswer { get; internal init; }

    internal RouteCandidate Candidate { get; }

    /// <summary>The candidate as the plan knows it: behind a router the model has another id.</summary>
    internal RouteCandidate Planned => Outer?.Planned ?? Candidate;

    /// <summary>The provider behind a router that does the work; null where there is none between.</summary>
    internal string? Partner { get; init; }

    /// <summary>The call as the caller knows it, when this is the part of it behind a router.</summary>
    internal TaskContext? Outer { get; init; }

    internal CallState Call { get; }

    /// <summary>What this candidate has done in the call.</summary>
    internal CandidateState Asked { get; init; } = new();

    internal IReadOnlyList<InferenceWarning> Warnings => warnings is null ? [] : warnings;

    /// <summary>Tells the caller that a setting cannot be honoured.</summary>
    /// <param name="setting">The name of the request's property.</param>
    /// <param name="message">What is done instead, and why.</param>
    public void Warn(string setting, string message)
    {
        if (Outer is not null)
        {
            Outer.Warn(setting, message);
        }
        else
        {
            (warnings ??= []).Add(new(setting, message));
        }
    }

    /// <summary>Notes a setting that the provider does not take, if the caller set it.</summary>
    /// <param name="isLost">Whether the caller set it.</param>
    /// <param name="setting">The setting's name.</param>
    /// <param name="message">What became of it.</param>
    public void WarnIf(bool isLost, string setting, string message)
    {
        if (isLost)
        {
            Warn(setting, message);
        }
    }

    /// <summary>Whether the caller's own parameters hold a field, so that a codec leaves its own out.</summary>
    /// <param name="field">The field's name on the wire.</param>
    public bool Overrides(string field) => Parameters is not null && Parameters.ContainsKey(field);

    /// <summary>Makes a failure of this provider about this model.</summary>
    /// <param name="kind">Why it failed.</param>
    /// <param name="message">What, and what to do.</param>
    public ProviderException Fail(ErrorKind kind, string message) => new(Provider, kind, message) { Model = Model };

    /// <summary>Puts on record that what the last exchange gave, and was good at first, broke: only who reads on learns of it.</summary>
    /// <param name="exception">The break; a cancellation says nothing of the target.</param>
    /// <param name="phase">How far the answer had come.</param>
    internal ValueTask BreakAsync(Exception exception, AttemptPhase phase)
    {
        if (Asked.Pass is not { } pass)
        {
            return ValueTask.CompletedTask; // the exchange failed itself, and is on record so
        }

        Asked.Pass = null;
        var failure = exception as ProviderException;
        var isLate = failure is null && !Call.HasTimeFor(TimeSpan.Zero);
        Call.Amend(Asked.LastAttempt, attempt => attempt with
        {
            Phase = phase,
            Error = failure?.Kind ?? (isLate ? ErrorKind.Timeout : null),
            ErrorCode = failure?.ErrorCode ?? (isLate ? ErrorCodes.CallTimeout : null),
            MaybeExecuted = true,
        });
        return failure is null ? ValueTask.CompletedTask : pass.BreakAsync(failure);
    }

    /// <summary>The same call as one of another task, which does the work for this one; its warnings are this one's.</summary>
    internal TaskContext<TOther> As<TOther>(TOther request)
        where TOther : InferenceRequest =>
        new(Task, request, Candidate, Parameters, Call) { Partner = Partner, Outer = this, Asked = Asked };

    /// <summary>Makes a context by hand, for tests of handlers and codecs.</summary>
    /// <typeparam name="TRequest">The task's request.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="model">The provider's own id of the model.</param>
    /// <param name="provider">The provider's instance name.</param>
    /// <param name="parameters">The provider's own fields.</param>
    /// <param name="continuesAnswer">Whether the request ends with the beginning of its answer.</param>
    public static TaskContext<TRequest> Create<TRequest>(
        TRequest request, string model, string provider = "test", IDictionary<string, JsonElement>? parameters = null, bool continuesAnswer = false)
        where TRequest : InferenceRequest =>
        new("test", request, new(provider, model), parameters, new CallState(TimeProvider.System)) { ContinuesAnswer = continuesAnswer };
}
