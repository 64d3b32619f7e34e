using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Transport;

/// <summary>Makes the failures of one exchange: who, what, and what to do.</summary>
internal sealed class ExchangeFailures(
    string provider, string? model, ExchangeKind exchangeKind, ProviderErrorReader errors, SecretScrubber scrubber, IReadOnlyList<string> keyVariables, TimeProvider timeProvider)
{
    private const int MaxKeptBody = 4096;
    private static readonly string[] RequestIdHeaders =
        ["x-request-id", "x-fireworks-request-id", "x-generation-id", "inference-id", "x-fal-request-id", "cf-ray"];

    public string Provider => provider;

    public static string? ReadRequestId(HttpResponseMessage response)
    {
        foreach (var name in RequestIdHeaders)
        {
            if (RetryHints.First(response.Headers.NonValidated, name) is { Length: > 0 and <= 200 } id)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>No answer came, or its head was no head.</summary>
    public ProviderException FromCause(TransportFailures.Cause cause, Exception? exception) =>
        new(provider, cause.Kind, $"Provider '{provider}': {cause.Words}.", exception)
        {
            Model = model,
            ErrorCode = cause.Code,
            Phase = cause.Phase,
            ExchangeKind = exchangeKind,
            MaybeExecuted = cause.Phase == AttemptPhase.AwaitingHead && exchangeKind != ExchangeKind.Read,
        };

    /// <summary>The provider answered with an error status.</summary>
    public ProviderException FromStatus(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var text = scrubber.ScrubStart(body);
        return Describe(response, response.StatusCode, response.StatusCode, ErrorBody.Read(text), text);
    }

    /// <summary>The provider accepted, and what came says by its form or place that it is an error. It is classified like its status would be.</summary>
    public ProviderException FromError(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        var text = scrubber.ScrubStart(body);
        return FromError(response, ErrorBody.Read(text), text);
    }

    /// <summary>The provider accepted, and what came is no answer. An error object inside is classified like its status would be.</summary>
    public ProviderException FromAnswer(HttpResponseMessage response, ReadOnlySpan<byte> body, string problem, Exception? inner, bool isIncomplete = false)
    {
        var text = scrubber.ScrubStart(body);
        if (inner is null && ErrorBody.Read(text) is { IsErrorObject: true } error)
        {
            return FromError(response, error, text);
        }

        var shown = ProviderText.ForMessage(text);
        return new(provider, ErrorKind.BadResponse, $"Provider '{provider}': {problem}. The answer begins: {(shown.Length == 0 ? "(nothing)" : shown)}", Scrubbed(inner))
        {
            Model = model,
            StatusCode = response.StatusCode,
            RequestId = ReadRequestId(response),
            ResponseBody = Keep(text),
            Phase = AttemptPhase.ReadingAnswer,
            ExchangeKind = exchangeKind,
            MaybeExecuted = exchangeKind != ExchangeKind.Read,
            IsIncomplete = isIncomplete,
        };
    }

    /// <summary>The provider accepted, and reading what came failed.</summary>
    public ProviderException FromReading(HttpResponseMessage response, ErrorKind kind, string? code, string words, Exception? inner) =>
        new(provider, kind == ErrorKind.Connection ? ErrorKind.BadResponse : kind, $"Provider '{provider}': {words}.", inner)
        {
            Model = model,
            StatusCode = response.StatusCode,
            RequestId = ReadRequestId(response),
            ErrorCode = code,
            Phase = AttemptPhase.ReadingAnswer,
            ExchangeKind = exchangeKind,
            MaybeExecuted = exchangeKind != ExchangeKind.Read,
            IsIncomplete = kind is ErrorKind.Connection or ErrorKind.Timeout,
        };

    // No status of its own: a server that fails inside a 200 has failed, unless its code says otherwise.
    private ProviderException FromError(HttpResponseMessage response, ErrorBody error, string text)
    {
        HttpStatusCode? own = error.Status is >= 400 and { } number ? (HttpStatusCode)number : null;
        return Describe(response, own ?? response.StatusCode, own ?? HttpStatusCode.InternalServerError, error, text);
    }

    // Classified as one status where the server states another or none.
    private ProviderException Describe(HttpResponseMessage response, HttpStatusCode status, HttpStatusCode classifiedAs, ErrorBody error, string body)
    {
        var code = error.Code ?? RetryHints.First(response.Headers.NonValidated, "X-Fal-Error-Type");
        var kind = errors.Classify(classifiedAs, code, error.Message);
        var text = ProviderText.ForMessage(error.Message);
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"Provider '{provider}' answered {(int)status}{(response.IsSuccessStatusCode ? " with an error" : "")}");
        message.Append(text.Length > 0 ? $": {text}" : $" ({Reason(status)}).");
        if (Advice(kind) is { } advice)
        {
            message.Append(text.EndsWith('.') || text.Length == 0 ? " " : ". ").Append(advice);
        }

        return new(provider, kind, message.ToString())
        {
            Model = model,
            StatusCode = status,
            ErrorCode = code,
            RequestId = ReadRequestId(response),
            RetryAfter = RetryHints.ReadRetryAfter(response.Headers.NonValidated, error.Message, error.EstimatedSeconds, timeProvider.GetUtcNow()),
            ShouldRetry = RetryHints.ReadShouldRetry(response.Headers.NonValidated),
            ResponseBody = Keep(body),
            Phase = AttemptPhase.ErrorAnswered,
            ExchangeKind = exchangeKind,
            MaybeExecuted = exchangeKind != ExchangeKind.Read && (int)classifiedAs is 500 or 502 or 504 or 520 or 524, // the last two: the work was passed on, and no answer came back
        };
    }

    // A JSON reader quotes the text that it could not read.
    private Exception? Scrubbed(Exception? exception) => exception is JsonException json
        ? new JsonException(scrubber.Scrub(json.Message), json.Path, json.LineNumber, json.BytePositionInLine)
        : exception;

    private string? Advice(ErrorKind kind) => kind switch
    {
        ErrorKind.Authentication => keyVariables.Count == 0
            ? $"Check the key in InferenceRouting:Providers:{provider}:ApiKey."
            : $"Check the key in {keyVariables[0]} (environment or .env.local), or in InferenceRouting:Providers:{provider}:ApiKey.",
        ErrorKind.PermissionDenied => "The key is known but may not do this: check its permissions and the model's licence.",
        ErrorKind.QuotaExceeded => $"Top up or raise the limit of the account at '{provider}'.",
        ErrorKind.ModelNotFound => $"'{provider}' does not serve model '{model}'; name another model or provider, or set Fallbacks.",
        ErrorKind.Blocked => "Redirects are not followed: check BaseAddress.",
        _ => null,
    };

    private static string Reason(HttpStatusCode status) => Enum.IsDefined(status) ? status.ToString() : "no reason given";

    private static string? Keep(string text) => text.Length == 0 ? null : text.Length <= MaxKeptBody ? text : text[..MaxKeptBody];
}
