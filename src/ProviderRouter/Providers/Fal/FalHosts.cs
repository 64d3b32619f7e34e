using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Fal;

/// <summary>How fal is reached: directly, where each kind of work has a host of its own, or below a router. Source: wire notes of fal, §1 and §8.</summary>
internal sealed record FalHosts
{
    /// <summary>Answers at once, and streams.</summary>
    public required ProviderTransport Run { get; init; }

    /// <summary>Takes jobs.</summary>
    public required ProviderTransport Queue { get; init; }

    /// <summary>The queue's own address, to which the addresses in its answers must belong; null behind a router, whose answers name fal's hosts.</summary>
    public Uri? QueueAddress { get; init; }

    /// <summary>Headers of everything that runs a model.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public bool IsRouted => QueueAddress is null;

    /// <summary>The address of something at the queue: a router has one host for all, and is told which of fal's is meant.</summary>
    public string OnQueue(string path, string? query = null)
    {
        query = !IsRouted ? query : query is null ? "_subdomain=queue" : $"_subdomain=queue&{query}";
        return query is null ? path : $"{path}?{query}";
    }
}
