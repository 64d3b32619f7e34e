namespace ProviderRouter.Load.Mixed;

/// <summary>What a call asks for.</summary>
internal enum WorkKind
{
    /// <summary>A chat, answered in one piece.</summary>
    Chat,

    /// <summary>A chat, streamed.</summary>
    Stream,

    /// <summary>A vector.</summary>
    Embeddings,

    /// <summary>An image made at once: a second one would be a second bill.</summary>
    Image,

    /// <summary>An image made by a job, which is submitted, polled and downloaded.</summary>
    Job,
}
