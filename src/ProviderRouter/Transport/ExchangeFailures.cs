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
    private const int MaxKeptBody = 4096; // bytes
    private static readonly string[] RequestIdHeaders =
        ["x-request-id", "x-fireworks-request-id", "x-generation-id", "inference-id", "x-fal-request-id", "cf-ray"];

    public string Provider => provider;

    /// <summary>The id of a request, which goes into logs: printable ASCII, and never a key.</summary>
    public string? ReadRequestId(HttpResponseMessage response)
    {
        foreach (var name in RequestIdHeaders)
        {
            if (RetryHints.First(response.Headers.NonValidated, name) is { Length: > 0 and <= 200 } id && !id.AsSpan().ContainsAnyExceptInRange('!', '~'))
            {
                return scrubber.Scrub(id);
            }
        }

        return null;
    }

    /// <summary>Nothing was sent, by a rule on this side.</summary>
    /// <param name="kind">Why.</param>
    /// <param name="code">Which rule; null where the kind says it.</param>
    /// <param name="words">What happened, without a full stop.</param>
    /// <param name="retryAfter">When to try again; null when that is not known.</param>
    /// <param name="isTurnedAway">Whether the target, to which nothing was sent before either, may be asked later in the same call.</param>
    public ProviderException NotSent(ErrorKind kind, string? code, string words, TimeSpan? retryAfter = null, bool isTurnedAway = false) =>
        new(provider, kind, $"Provider '{provider}': {words}.")
        {
            Model = model,
            ErrorCode = code,
            RetryAfter = retryAfter,
            Phase = AttemptPhase.Connecting,
            ExchangeKind = exchangeKind,
            IsTurnedAway = isTurnedAway,
        };

    /// <summary>No answer came, or its head was no head.</summary>
    public ProviderException FromCause(TransportFailures.Cause cause, Exception? exception) =>
        new(provider, cause.Kind, $"Provider '{provider}': {cause.Words}.", Scrubbed(exception))
        {
            Model = model,
            ErrorCode = cause.Code,
            Phase = cause.Phase,
            ExchangeKind = exchangeKind,
            MaybeExecuted = cause.Phase == AttemptPhase.AwaitingHead && exchangeKind != ExchangeKind.Read,
        };

    /// <summary>The provider answered with an error status.</summary>
    public ProviderException FromStatus(HttpResponseMessage response, ReadOnlySpan<byte> body, bool isCut = false)
    {
        var text = scrubber.ScrubStart(body, isCut);
        return Describe(response, response.StatusCode, response.StatusCode, ErrorBody.Read(text), text);
    }

    /// <summary>The provider accepted, and what came says by its form or place that it is an error. It is classified like its status would be.</summary>
    public ProviderException FromError(HttpResponseMessage response, ReadOnlySpan<byte> body, bool isCut)
    {
        var text = scrubber.ScrubStart(body, isCut);
        return FromError(response, ErrorBody.Read(text), text);
    }

    /// <summary>The provider accepted, and what came is no answer. An error object inside is classified like its status would be.</summary>
    public ProviderException FromAnswer(HttpResponseMessage response, ReadOnlySpan<byte> body, string problem, Exception? inner, bool isIncomplete = false)
    {
        if (inner is AnswerLimitException)
        {
            return FromReading(response, ErrorKind.LimitExceeded, code: null, inner.Message, inner);
        }

        if (inner is JsonException && JsonShape.IsTooDeep(body))
        {
            return FromReading(response, ErrorKind.LimitExceeded, code: null, $"the answer's JSON has more than {JsonShape.MaxDepth} levels", inner);
        }

        var text = scrubber.ScrubStart(body, isIncomplete);
        if (inner is null && ErrorBody.Read(text) is { IsErrorObject: true } error)
        {
            return FromError(response, error, text);
        }

        var shown = ProviderText.ForMessage(text);
        return new(provider, ErrorKind.BadResponse, $"Provider '{provider}': {scrubber.Scrub(problem)}. The answer begins: {(shown.Length == 0 ? "(nothing)" : shown)}", Scrubbed(inner))
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
        new(provider, kind == ErrorKind.Connection ? ErrorKind.BadResponse : kind, $"Provider '{provider}': {scrubber.Scrub(words)}.", Scrubbed(inner))
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
        var code = error.Code ?? (RetryHints.First(response.Headers.NonValidated, "X-Fal-Error-Type") is { } type ? scrubber.Scrub(type) : null);
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
            RetryAfter = RetryHints.ReadRetryAfter(response.Headers.NonValidated, error.Message, error.EstimatedSeconds, kind == ErrorKind.RateLimited, timeProvider.GetUtcNow()),
            ShouldRetry = RetryHints.ReadShouldRetry(response.Headers.NonValidated),
            ResponseBody = Keep(body),
            Phase = AttemptPhase.ErrorAnswered,
            ExchangeKind = exchangeKind,
            MaybeExecuted = exchangeKind != ExchangeKind.Read
                && ((int)status is 500 or 502 or 504 or 520 or 524 // the last two: the work was passed on, and no answer came back
                    || (status != classifiedAs && kind == ErrorKind.Unavailable)), // a refusal told with a 200 is one
        };
    }

    // A JSON reader quotes the text that it could not read, and the network stack a head that is no HTTP.
    private Exception? Scrubbed(Exception? exception)
    {
        if (exception is JsonException json)
        {
            return new JsonException(
                scrubber.Scrub(json.Message), json.Path is { } path ? ProviderText.ForMessage(scrubber.Scrub(path)) : null, json.LineNumber, json.BytePositionInLine);
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse, InnerException: null })
            {
                return new HttpIOException(HttpRequestError.InvalidResponse, ProviderText.ForMessage(scrubber.Scrub(cause.Message)));
            }
        }

        return exception;
    }

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

    private static string? Keep(string text) => text.Length == 0 ? null : ProviderText.Cut(text, MaxKeptBody);
}
