using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>Makes an exchange ready to be sent, once and before anything is: what cannot be sent is the request's fault, and said so in our words.</summary>
internal static class ExchangeBody
{
    /// <summary>The most bytes of a request.</summary>
    public const int MaxBytes = 100 << 20;

    /// <summary>Checks the headers and writes the body; null when it has none, or one that is read while it is sent.</summary>
    /// <exception cref="ProviderException">A header or the body cannot be sent, or the body is too large.</exception>
    /// <exception cref="InferenceConfigurationException">A header of the provider's options cannot be sent.</exception>
    public static PooledBody? Prepare(TaskContext context, Exchange exchange, ProviderOptions options, int maxBytes = MaxBytes)
    {
        Check(context, exchange, options);
        if (exchange.ContentType is null)
        {
            return null;
        }

        var body = new PooledBody(limit: maxBytes);
        try
        {
            exchange.WriteBody(body);
            return HalfPairs.WereIn(body.Written.Span) && exchange.ContentType.EndsWith("json", StringComparison.Ordinal)
                ? throw Unsendable(context, exchange, "a text of it holds half a surrogate pair, which is no Unicode", null)
                : body;
        }
        catch (BodyTooLargeException exception)
        {
            body.Dispose();
            throw Failure(context, exchange, ErrorKind.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"is larger than {maxBytes} bytes, so nothing was sent; give large files as addresses"), exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or NotSupportedException or JsonException or OverflowException)
        {
            body.Dispose();
            throw Unsendable(context, exchange, "a number of it is none that JSON knows, or a text no Unicode", exception);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static void Check(TaskContext context, Exchange exchange, ProviderOptions options)
    {
        foreach (var (name, value) in options.Headers)
        {
            if (HeaderRules.Problem(name, value) is { } problem)
            {
                throw new InferenceConfigurationException($"The header '{ProviderText.ForMessage(name)}' in the options of provider '{context.Provider}' {problem}.");
            }
        }

        foreach (var (name, value) in exchange.Headers)
        {
            if (HeaderRules.Problem(name, value) is { } problem)
            {
                throw Unsendable(context, exchange, $"its header '{ProviderText.ForMessage(name)}' {problem}", null);
            }
        }

        if (!IsMediaType(exchange.Accept) || (exchange.ContentType is { } type && !IsMediaType(type)))
        {
            throw Unsendable(context, exchange, "a media type in it is not of the form \"image/png\"", null);
        }
    }

    // Nearly all are one of these, and parsing allocates.
    private static bool IsMediaType(string text) => text is "application/json" or "text/event-stream" || MediaTypeHeaderValue.TryParse(text, out _);

    private static ProviderException Unsendable(TaskContext context, Exchange exchange, string problem, Exception? cause) =>
        Failure(context, exchange, ErrorKind.InvalidRequest, $"cannot be sent: {problem}", cause);

    private static ProviderException Failure(TaskContext context, Exchange exchange, ErrorKind kind, string problem, Exception? cause) =>
        new(context.Provider, kind, $"Provider '{context.Provider}': the request {problem}.", cause)
        {
            Model = context.Model,
            Phase = AttemptPhase.Connecting,
            ExchangeKind = exchange.Kind,
        };
}
