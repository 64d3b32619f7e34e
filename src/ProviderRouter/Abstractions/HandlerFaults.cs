namespace ProviderRouter;

/// <summary>Tells a fault of what was read, or of the code that reads it, from what callers are promised: only the latter may leave a call as it is.</summary>
internal static class HandlerFaults
{
    /// <summary>Whether an exception is none of the promised kinds: ours, a cancellation, a wrong argument, the end of the client.</summary>
    public static bool IsBare(Exception exception) =>
        exception is not (InferenceException or OperationCanceledException or ObjectDisposedException or OutOfMemoryException or ArgumentException);

    /// <summary>Whether an exception came of bytes that could not be read as what they should be.</summary>
    public static bool IsOfReading(Exception exception) => IsBare(exception) || exception is ArgumentException;
}
