using System.Text.Json;

namespace ProviderRouter.Providers;

/// <summary>What a handler needs.</summary>
/// <typeparam name="TRequest">The task's request.</typeparam>
public sealed class TaskContext<TRequest> : TaskContext
    where TRequest : InferenceRequest
{
    internal TaskContext(string task, TRequest request, RouteCandidate candidate, IDictionary<string, JsonElement>? parameters, CallState call)
        : base(task, candidate, parameters, call) => Request = request;

    /// <summary>The request.</summary>
    public TRequest Request { get; }

    /// <summary>The same call for a provider behind a router: its own id of the model, and the request in its words.</summary>
    internal TaskContext<TRequest> Behind(string partner, string model, TRequest request) =>
        new(Task, request, Candidate with { Model = model }, Parameters, Call) { Partner = partner, Outer = this, Asked = Asked, ContinuesAnswer = ContinuesAnswer };
}
