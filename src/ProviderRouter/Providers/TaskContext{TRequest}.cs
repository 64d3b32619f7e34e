using System.Text.Json;

namespace ProviderRouter.Providers;

/// <summary>What a handler needs.</summary>
/// <typeparam name="TRequest">The task's request.</typeparam>
public sealed class TaskContext<TRequest> : TaskContext
    where TRequest : InferenceRequest
{
    internal TaskContext(TRequest request, RouteCandidate candidate, IDictionary<string, JsonElement>? parameters, CallState call)
        : base(candidate, parameters, call) => Request = request;

    /// <summary>The request.</summary>
    public TRequest Request { get; }
}
