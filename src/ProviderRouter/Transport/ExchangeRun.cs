using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ProviderRouter.Providers;
using ProviderRouter.Resilience;

namespace ProviderRouter.Transport;

/// <summary>One exchange with all its attempts: writes the body once, makes a fresh message of the same bytes for each, records each once.</summary>
internal sealed class ExchangeRun : RetryScope, IDisposable
{
    private const int MaxErrorBody = 64 << 10;
    private const int UsualHold = 60; // seconds, where a preference to wait names none
    private static readonly TimeSpan ErrorBodyLimit = TimeSpan.FromSeconds(5);
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue Events = new("text/event-stream");
    private static readonly ProductInfoHeaderValue UserAgent =
        new("ProviderRouter", typeof(ExchangeRun).Assembly.GetName().Version?.ToString(3) ?? "0");

    private readonly ProviderChannel channel;
    private readonly TaskContext context;
    private readonly Exchange exchange;
    private readonly ExchangeFailures failures;
    private readonly PooledBody? body;
    private readonly Uri address;
    private string? sentKey;

    public ExchangeRun(ProviderChannel channel, ProviderErrorReader errors, TaskContext context, Exchange exchange)
    {
        this.channel = channel;
        this.context = context;
        this.exchange = exchange;
        failures = new(channel.Provider, context.Model, exchange.Kind, errors, channel.Scrubber, channel.Options.ApiKeyVariables, channel.TimeProvider);
        address = channel.Address.Build(exchange.Path, keep: Counts);
        body = ExchangeBody.Prepare(context, exchange, channel.Options);
    }

    public override bool RetryWhenMaybeExecuted => context.Call.RetryWhenMaybeExecuted;

    public override bool HasAttemptsLeft => !Counts || context.Call.HasAttemptsLeft;

    private bool Counts => exchange.Kind != ExchangeKind.Read;

    // What reads after the call's end, a job's cancel say, has a limit of its own.
    public override bool HasTimeFor(TimeSpan delay) => context.Call.HasTimeFor(delay) || (!Counts && !context.Call.HasTimeFor(TimeSpan.Zero));

    protected override ValueTask<bool> RefreshKeyAsync(CancellationToken cancellationToken) => channel.Key.RefreshAsync(sentKey, cancellationToken);

    public void Dispose() => body?.Dispose();

    /// <summary>One attempt, to the end of its answer.</summary>
    public async ValueTask<TResult> SendAsync<TResult>(Func<ProviderResponse, CancellationToken, ValueTask<TResult>> read, CancellationToken callToken)
    {
        var attempt = Begin();
        using var limit = TimeLimit.Start(ChooseLimit(), channel.TimeProvider, callToken);
        try
        {
            using var response = await SendHeadAsync(limit, ErrorCodes.AttemptTimeout, callToken).ConfigureAwait(false);
            var limits = new ReadLimits(channel.Options.IdleTimeout, ErrorCodes.IdleTimeout, channel.Options.IdleTimeout, ReadLimits.Body);
            using var accepted = new ProviderResponse(response, failures, limits, channel.TimeProvider, limit.Token);
            TResult result;
            try
            {
                result = await read(accepted, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (limit.HasPassed && !callToken.IsCancellationRequested)
            {
                throw failures.FromReading(response, ErrorKind.Timeout, ErrorCodes.AttemptTimeout, "the answer took too long", exception);
            }
            catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
            {
                throw accepted.Fail([], "the answer is not what was expected", exception);
            }

            Record(attempt, response, failure: null);
            return result;
        }
        catch (Exception exception) when (Noted(attempt, exception))
        {
            throw;
        }
    }

    /// <summary>One attempt, to the first event of its answer; the response goes to whoever read that.</summary>
    public async ValueTask<TResult> OpenAsync<TResult>(Func<ProviderResponse, CancellationToken, ValueTask<TResult>> begin, CancellationToken callToken)
    {
        var attempt = Begin();
        using var limit = TimeLimit.Start(channel.FirstEventTimeout, channel.TimeProvider, callToken);
        try
        {
            var response = await SendHeadAsync(limit, ErrorCodes.FirstEventTimeout, callToken).ConfigureAwait(false);
            var limits = new ReadLimits(channel.FirstEventTimeout, ErrorCodes.FirstEventTimeout, channel.Options.IdleTimeout, ReadLimits.Events)
                .After(channel.TimeProvider.GetElapsedTime(attempt.Timestamp));
            var result = await BeginAsync(new(response, failures, limits, channel.TimeProvider, callToken), begin, callToken).ConfigureAwait(false);
            Record(attempt, response, failure: null);
            return result;
        }
        catch (Exception exception) when (Noted(attempt, exception))
        {
            throw;
        }
    }

    private static async ValueTask<TResult> BeginAsync<TResult>(
        ProviderResponse response, Func<ProviderResponse, CancellationToken, ValueTask<TResult>> begin, CancellationToken callToken)
    {
        try
        {
            return await begin(response, callToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (HandlerFaults.IsOfReading(exception))
        {
            using (response)
            {
                throw response.Fail([], "the answer is not what was expected", exception);
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async ValueTask<HttpResponseMessage> SendHeadAsync(TimeLimit limit, string timeoutCode, CancellationToken callToken)
    {
        using var request = CreateRequest();
        HttpResponseMessage response;
        try
        {
            response = await channel.Invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not InferenceException)
        {
            if (callToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, callToken);
            }

            throw limit.HasPassed
                ? failures.FromCause(new(AttemptPhase.AwaitingHead, ErrorKind.Timeout, timeoutCode, "no answer came in time"), exception)
                : failures.FromCause(TransportFailures.Explain(exception), exception);
        }

        request.Options.TryGetValue(ApiKeyHandler.SentKey, out sentKey);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                channel.Key.Forget(sentKey);
            }

            throw failures.FromStatus(response, await ReadErrorBodyAsync(response, limit.Token).ConfigureAwait(false));
        }
    }

    private HttpRequestMessage CreateRequest()
    {
        // HTTP/2 where the server offers it by ALPN; plain http stays at 1.1.
        var request = new HttpRequestMessage(exchange.Method, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Accept.Add(MediaTypeOf(exchange.Accept));
        foreach (var (name, value) in channel.Options.Headers)
        {
            request.Headers.Add(name, value);
        }

        foreach (var (name, value) in exchange.Headers)
        {
            request.Headers.Add(name, value);
        }

        if (body is not null)
        {
            request.Content = new PooledBodyContent(body, MediaTypeOf(exchange.ContentType!));
        }
        else
        {
            request.Content = exchange.CreateContent();
        }

        return request;
    }

    // The usual ones are copied, not parsed; a message has values of its own, for a handler below may change them.
    private static MediaTypeWithQualityHeaderValue MediaTypeOf(string mediaType) => mediaType switch
    {
        "application/json" => Copy(Json),
        "text/event-stream" => Copy(Events),
        _ => MediaTypeWithQualityHeaderValue.Parse(mediaType),
    };

    private static MediaTypeWithQualityHeaderValue Copy(ICloneable value) => (MediaTypeWithQualityHeaderValue)value.Clone();

    // An exchange that generates may take all that is left: reasoning models think for minutes, and a second try bills again. A large file takes its time too.
    private TimeSpan? ChooseLimit()
    {
        foreach (var (name, value) in exchange.Headers)
        {
            if (name == "Prefer" && HoldOf(value) is { } seconds)
            {
                return TimeSpan.FromSeconds(seconds + 30); // given up sooner, a paid submit would be lost in the moment it is answered
            }
        }

        return exchange.Kind == ExchangeKind.Generate || exchange.IsUpload ? null : channel.Options.AttemptTimeout;
    }

    private static int? HoldOf(string preference) =>
        preference == "wait" ? UsualHold
        : preference.StartsWith("wait=", StringComparison.Ordinal) && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : null;

    private async ValueTask<byte[]> ReadErrorBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxErrorBody];
        var length = 0;
        using var limit = TimeLimit.Start(ErrorBodyLimit, channel.TimeProvider, cancellationToken);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
            stream = ContentDecoding.Of(response.Content) is { } encoding ? ContentDecoding.Decode(stream, encoding) : stream;
            int count;
            while ((count = await stream.ReadAsync(buffer.AsMemory(length), limit.Token).ConfigureAwait(false)) > 0)
            {
                length += count;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidOperationException or NotSupportedException or InvalidDataException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // the status says enough
        }

        return buffer[..length];
    }

    private AttemptStart Begin() => new(channel.TimeProvider.GetUtcNow(), channel.TimeProvider.GetTimestamp());

    // As an exception filter, so that the attempt is on record and the stack stays whole; never true.
    private bool Noted(AttemptStart attempt, Exception exception)
    {
        Record(attempt, response: null, exception as ProviderException ?? failures.FromCause(
            new(AttemptPhase.AwaitingHead, ErrorKind.Timeout, ErrorCodes.CallTimeout, "the call ended while it waited"), exception));
        return false;
    }

    private void Record(AttemptStart attempt, HttpResponseMessage? response, ProviderException? failure)
    {
        if (!Counts)
        {
            return;
        }

        context.Call.Record(new RouteAttempt
        {
            Candidate = context.Candidate,
            Phase = failure?.Phase ?? AttemptPhase.Completed,
            DelayBefore = DelayBefore,
            StartedAt = attempt.StartedAt,
            Duration = channel.TimeProvider.GetElapsedTime(attempt.Timestamp),
            Error = failure?.Kind,
            StatusCode = failure is null ? response?.StatusCode : failure.StatusCode,
            RequestId = failure is null ? (response is null ? null : failures.ReadRequestId(response)) : failure.RequestId,
            MaybeExecuted = failure?.MaybeExecuted ?? false,
        });
    }

    private readonly record struct AttemptStart(DateTimeOffset StartedAt, long Timestamp);
}
