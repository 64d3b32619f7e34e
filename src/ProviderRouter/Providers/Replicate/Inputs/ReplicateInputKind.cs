namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>What an input has to be in JSON.</summary>
internal enum ReplicateInputKind
{
    /// <summary>Not known: a value goes out as what it is.</summary>
    Any,
    Text,
    Integer,
    Number,
    Flag,

    /// <summary>A file's address.</summary>
    File,

    /// <summary>A list of files or texts.</summary>
    List,
}
