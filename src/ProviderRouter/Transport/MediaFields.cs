namespace ProviderRouter.Transport;

/// <summary>The fields of a JSON answer that may hold files, alone or in a list.</summary>
/// <param name="Names">Their names in UTF-8.</param>
internal sealed record MediaFields(params byte[][] Names)
{
    public static MediaFields None { get; } = new();

    /// <summary>Whether only <c>data:</c> addresses are files there, and everything else is text.</summary>
    public bool OnlyDataAddresses { get; init; }

    /// <summary>Whether what only begins like a <c>data:</c> address with base64 is text, and no fault.</summary>
    public bool MayBeText { get; init; }
}
