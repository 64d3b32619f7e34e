namespace ProviderRouter.Providers.Replicate;

/// <summary>What is wanted of a prediction.</summary>
internal enum ReplicateOutput
{
    /// <summary>Text; it comes in pieces, so that only the end tells that it is whole, and none at all is an answer too.</summary>
    Text,

    /// <summary>Files, which may be sent along; they are there all at once.</summary>
    Files,

    /// <summary>What was said: text, or an object that holds it or names a file that does.</summary>
    Transcript,

    /// <summary>Whatever there is, as it came.</summary>
    Anything,
}
