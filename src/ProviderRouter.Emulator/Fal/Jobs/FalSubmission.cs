using System.Globalization;
using ProviderRouter.Emulator.Fal.Storage;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Fal.Jobs;

/// <summary>What a submission asks of the queue, by its headers and its query.</summary>
internal sealed record FalSubmission(bool HasLowPriority, TimeSpan? TimeToStart, int? LongestQueue, Uri? Webhook, FalLifecycle Lifecycle)
{
    public static FalSubmission Read(Exchange exchange)
    {
        var query = exchange.Http.Request.Query;
        return new(
            ReadPriority(exchange),
            ReadTimeout(exchange),
            query.TryGetValue("fal_max_queue_length", out var length) ? ReadLength(length.ToString()) : null,
            query.TryGetValue("fal_webhook", out var webhook) ? ReadWebhook(webhook.ToString()) : null,
            FalLifecycle.Read(exchange, FalLifecycle.OutputHeader));
    }

    private static bool ReadPriority(Exchange exchange) => exchange.Header("X-Fal-Queue-Priority") switch
    {
        null or "normal" => false,
        "low" => true,
        _ => throw FalErrors.Text(400, "Invalid X-Fal-Queue-Priority header. Expected 'normal' or 'low'."),
    };

    /// <summary>The time a request may wait for its start. It does not limit the run.</summary>
    private static TimeSpan? ReadTimeout(Exchange exchange)
    {
        if (exchange.Header("X-Fal-Request-Timeout") is not { } text)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e8
            ? TimeSpan.FromSeconds(seconds)
            : throw FalErrors.Text(400, "Invalid X-Fal-Request-Timeout header. Expected a positive number of seconds.");
    }

    private static int ReadLength(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        ? length
        : throw FalErrors.Text(400, "Invalid fal_max_queue_length. Expected a whole number.");

    private static Uri ReadWebhook(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw FalErrors.Text(400, "Invalid webhook URL");
}
