namespace ProviderRouter;

/// <summary>A sound of a message; providers take wav and mp3 bytes.</summary>
/// <param name="Audio">The sound.</param>
public sealed record ChatAudioPart(MediaContent Audio) : ChatPart;
