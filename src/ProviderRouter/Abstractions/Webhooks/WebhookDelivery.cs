namespace ProviderRouter;

/// <summary>A webhook whose signature, age and freshness were checked.</summary>
public sealed record WebhookDelivery
{
    /// <summary>The provider that sent it: <c>replicate</c>, <c>fal-ai</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The message's id, the same in each attempt to deliver it.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's id of the job that it tells of.</summary>
    public required string JobId { get; init; }

    /// <summary>When the provider signed it.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The body as it came.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Says the provider and the job, never the body.</summary>
    public override string ToString() => $"webhook of {Provider} about job {JobId}";
}
