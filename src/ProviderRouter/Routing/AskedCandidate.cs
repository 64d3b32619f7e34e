using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>A candidate whose turn it is.</summary>
internal readonly record struct AskedCandidate<TRequest, TResponse>(
    ITaskHandler<TRequest, TResponse> Handler, TaskContext<TRequest> Context, PlannedCandidate Planned, CandidateWalk Walk)
    where TRequest : InferenceRequest
    where TResponse : InferenceResponse;
