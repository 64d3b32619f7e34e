using System.Net.Http.Headers;

namespace ProviderRouter.Transport;

/// <summary>An exchange whose body is a file's bytes, read from its source while they are sent.</summary>
internal sealed class MediaExchange(HttpMethod method, string path, InputMedia media) : Exchange(method, path)
{
    internal override bool IsUpload => true;

    internal override HttpContent CreateContent()
    {
        var content = new StreamContent(media.Open());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(media.ContentType);
        content.Headers.ContentLength = media.Length;
        return content;
    }
}
