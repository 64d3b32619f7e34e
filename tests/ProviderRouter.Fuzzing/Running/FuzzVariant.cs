using ProviderRouter.Fuzzing.Mutation;

namespace ProviderRouter.Fuzzing.Running;

/// <summary>One way into a parser.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Good inputs.</param>
/// <param name="ReadAsync">Reads an input; returns when it takes it, and throws when it does not.</param>
internal sealed record FuzzVariant(string Name, IReadOnlyList<Seed> Seeds, Func<byte[], ValueTask> ReadAsync)
{
    /// <summary>Whether an argument error is a refusal: the input is a caller's own.</summary>
    public bool RefusesByArgument { get; init; }

    /// <summary>Whether it gives updates, which have to be the same however the bytes arrive.</summary>
    public bool IsStream { get; init; }

    /// <summary>How many bytes the request itself is worth, beside what the input makes it allocate.</summary>
    public long OwnBytes { get; init; }

    /// <summary>Whether every input is taken: what is wrong in it is told beside what is right.</summary>
    public bool TakesAll { get; init; }
}
