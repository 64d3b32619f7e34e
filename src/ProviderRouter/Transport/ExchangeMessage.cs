using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace ProviderRouter.Transport;

/// <summary>Makes the request of an exchange: a fresh message of the same bytes for each attempt.</summary>
internal static class ExchangeMessage
{
    private const int UsualHold = 60; // seconds, where a preference to wait names none
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue Events = new("text/event-stream");
    private static readonly ProductInfoHeaderValue UserAgent =
        new("ProviderRouter", typeof(ExchangeMessage).Assembly.GetName().Version?.ToString(3) ?? "0");

    /// <summary>Makes a message.</summary>
    /// <param name="exchange">What is asked.</param>
    /// <param name="address">Where.</param>
    /// <param name="headers">The headers of every request to the provider.</param>
    /// <param name="body">The body that was written already; null for none, or for one that the exchange makes anew.</param>
    public static HttpRequestMessage Create(Exchange exchange, Uri address, IDictionary<string, string> headers, PooledBody? body)
    {
        // HTTP/2 where the server offers it by ALPN; plain http stays at 1.1.
        var request = new HttpRequestMessage(exchange.Method, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Accept.Add(MediaTypeOf(exchange.Accept));
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        foreach (var (name, value) in exchange.Headers)
        {
            request.Headers.Add(name, value);
        }

        request.Content = body is not null ? new PooledBodyContent(body, MediaTypeOf(exchange.ContentType!)) : exchange.CreateContent();
        return request;
    }

    /// <summary>How long the exchange asks the provider to hold its answer back; null when it does not.</summary>
    public static TimeSpan? HoldOf(Exchange exchange)
    {
        foreach (var (name, value) in exchange.Headers)
        {
            if (name == "Prefer" && SecondsOf(value) is { } seconds)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }

    // The usual ones are copied, not parsed; a message has values of its own, for a handler below may change them.
    private static MediaTypeWithQualityHeaderValue MediaTypeOf(string mediaType) => mediaType switch
    {
        "application/json" => Copy(Json),
        "text/event-stream" => Copy(Events),
        _ => MediaTypeWithQualityHeaderValue.Parse(mediaType),
    };

    private static MediaTypeWithQualityHeaderValue Copy(ICloneable value) => (MediaTypeWithQualityHeaderValue)value.Clone();

    private static int? SecondsOf(string preference) =>
        preference == "wait" ? UsualHold
        : preference.StartsWith("wait=", StringComparison.Ordinal) && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : null;
}
