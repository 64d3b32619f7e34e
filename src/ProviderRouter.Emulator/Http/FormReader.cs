using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ProviderRouter.Emulator.Http;

/// <summary>Reads a <c>multipart/form-data</c> body, or refuses it in the shape of the provider asked.</summary>
internal static class FormReader
{
    public static async Task<Form> ReadAsync(Exchange exchange)
    {
        var reader = new MultipartReader(Boundary(exchange), new MemoryStream(exchange.Body.ToArray()));
        var parts = new List<FormPart>();
        try
        {
            while (await reader.ReadNextSectionAsync(exchange.Ended).ConfigureAwait(false) is { } section)
            {
                parts.Add(await ReadPartAsync(section, exchange).ConfigureAwait(false));
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw Malformed(exchange);
        }

        return new Form(parts);
    }

    private static async Task<FormPart> ReadPartAsync(MultipartSection section, Exchange exchange)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            || Unquoted(disposition.Name) is not { Length: > 0 } name)
        {
            throw Malformed(exchange);
        }

        var bytes = new MemoryStream();
        await using (bytes.ConfigureAwait(false))
        {
            await section.Body.CopyToAsync(bytes, exchange.Ended).ConfigureAwait(false);
            var fileName = Unquoted(disposition.FileNameStar) ?? Unquoted(disposition.FileName);
            return new FormPart(name, fileName, section.ContentType, bytes.ToArray());
        }
    }

    private static string Boundary(Exchange exchange)
    {
        if (!MediaTypeHeaderValue.TryParse(exchange.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw exchange.Provider.Protocol.Error(
                415, $"Unsupported media type '{exchange.ContentType}'. Use 'multipart/form-data'.", code: "unsupported_media_type");
        }

        return Unquoted(type.Boundary) is { Length: > 0 } boundary ? boundary : throw Malformed(exchange);
    }

    private static string? Unquoted(Microsoft.Extensions.Primitives.StringSegment text) => HeaderUtilities.RemoveQuotes(text).Value;

    private static WireException Malformed(Exchange exchange) =>
        exchange.Provider.Protocol.Error(400, "Could not parse the multipart form.", code: "invalid_multipart");
}
