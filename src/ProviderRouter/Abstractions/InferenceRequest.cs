using System.Collections.ObjectModel;
using System.Text.Json.Nodes;

namespace ProviderRouter;

/// <summary>What every request says beside its content: which model, at whom, and what to try next.</summary>
public abstract record InferenceRequest
{
    /// <summary>
    /// The model: a canonical id (<c>meta-llama/Llama-3.1-8B-Instruct</c>), an alias (<c>llama-3.1-8b</c>), a provider's own id,
    /// either with a provider (<c>model:provider</c>, <c>provider:model</c>) or a policy (<c>:cheapest</c>, <c>:fastest</c>,
    /// <c>:preferred</c>). Case does not matter.
    /// </summary>
    /// <value>Default: null, which means the task's default model.</value>
    public string? Model { get; init; }

    /// <summary>The instance name of the one provider to ask, such as <c>replicate</c>; no resolver may overrule it.</summary>
    /// <value>Default: null, the router decides.</value>
    public string? Provider { get; init; }

    /// <summary>Other models to try, in order, when the first choice fails. Only a model named here ever replaces the asked one.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<RouteCandidate> Fallbacks { get; init; } = [];

    /// <summary>
    /// Fields of a provider's own, by instance name; they are merged into the body sent to that provider and to no other.
    /// A field that a typed property sets too is sent once, with the value given here.
    /// </summary>
    /// <value>Default: empty.</value>
    public IReadOnlyDictionary<string, JsonObject> ProviderParameters { get; init; } = ReadOnlyDictionary<string, JsonObject>.Empty;

    /// <summary>How much text the model is given to read, in bytes of UTF-8; 0 where its answer is not counted in tokens.</summary>
    internal virtual long TextBytes => 0;

    /// <summary>Says the type and the route, never the content.</summary>
    public sealed override string ToString() =>
        $"{GetType().Name} {{ Model = {Model ?? "(default)"}{(Provider is null ? "" : $", Provider = {Provider}")} }}";
}
