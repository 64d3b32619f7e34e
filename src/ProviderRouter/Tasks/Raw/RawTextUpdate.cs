namespace ProviderRouter;

/// <summary>An event that is text and no JSON.</summary>
/// <param name="Text">The text; never empty.</param>
public sealed record RawTextUpdate(string Text) : RawUpdate;
