namespace ProviderRouter.Providers;

/// <summary>The context of a call without a request: a job that was resumed from its handle, a listing of models.</summary>
internal sealed class PlainContext(string task, RouteCandidate candidate, CallState call) : TaskContext(task, candidate, parameters: null, call);
