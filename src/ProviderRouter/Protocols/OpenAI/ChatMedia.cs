namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The media of a chat's messages.</summary>
internal static class ChatMedia
{
    public static IEnumerable<MediaContent> Of(ChatRequest request)
    {
        foreach (var message in request.Messages)
        {
            foreach (var part in message.Parts)
            {
                if (part is ChatImagePart image)
                {
                    yield return image.Image;
                }
                else if (part is ChatAudioPart audio)
                {
                    yield return audio.Audio;
                }
            }
        }
    }
}
