using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate.Predictions;

/// <summary>
/// Tells a caller's server of a prediction: its start, what is new of output and logs at most twice a second, and its end. Each message is the
/// prediction as it is then; only the last one is tried again when it fails.
/// </summary>
internal sealed class PredictionWebhooks(Prediction prediction, WebhookRequest request, WebhookSender sender, TimeProvider time)
{
    /// <summary>So many attempts take about a minute.</summary>
    private const int LastAttempts = 9;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly byte[] Key = SHA256.HashData("the webhook secret of the emulator"u8)[..24];

    private string _seen = string.Empty;
    private int _messages;
    private int _hasEnded;

    /// <summary>What the secret's own address answers; messages are signed with what it holds.</summary>
    public static string Secret { get; } = "whsec_" + Convert.ToBase64String(Key);

    /// <summary>Plans the messages.</summary>
    public void Start() => Plan(prediction.Times.Started, StartBody, () => Continue(prediction.Times.Started + Pause));

    /// <summary>Tells the end at once, before it was due.</summary>
    public void End() => Plan(time.GetUtcNow(), LastBody, null, LastAttempts);

    private void Continue(DateTimeOffset next)
    {
        if (next < prediction.EndsAt)
        {
            Plan(next, NewBody, () => Continue(next + Pause));
        }
        else
        {
            Plan(prediction.EndsAt, OutputBody, () => Plan(prediction.EndsAt, LastBody, null, LastAttempts));
        }
    }

    private JsonObject? StartBody() => request.Wants("start") && prediction.EndsAt > prediction.Times.Started
        ? PredictionWriter.Write(prediction, time.GetUtcNow())
        : null;

    /// <summary>What is new since the last message, if anything is.</summary>
    private JsonObject? NewBody()
    {
        var body = PredictionWriter.Write(prediction, time.GetUtcNow());
        var news = (request.Wants("output") ? body["output"]?.ToJsonString() : null) + (request.Wants("logs") ? body["logs"]?.ToJsonString() : null);
        if (time.GetUtcNow() >= prediction.EndsAt || news == _seen)
        {
            return null;
        }

        _seen = news;
        return body;
    }

    /// <summary>The whole output; the end is told by a message of its own.</summary>
    private JsonObject? OutputBody() => request.Wants("output") && prediction.Status(time.GetUtcNow()) == "succeeded"
        ? PredictionWriter.Write(prediction, time.GetUtcNow(), isSync: true)
        : null;

    private JsonObject? LastBody() => Interlocked.Exchange(ref _hasEnded, 1) == 0 && request.Wants("completed")
        ? PredictionWriter.Write(prediction, time.GetUtcNow())
        : null;

    private void Plan(DateTimeOffset due, Func<JsonObject?> write, Action? next, int attempts = 1)
    {
        var id = $"msg_{prediction.Id}{Interlocked.Increment(ref _messages)}";
        sender.Send(new Webhook(request.Address, Body, body => Sign(id, body)) { DueAt = due, Attempts = attempts, Afterwards = next });

        // A null without its type would become an empty body.
        ReadOnlyMemory<byte>? Body() => write() is { } body ? Encoding.UTF8.GetBytes(body.ToJsonString(Exchange.Json)) : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>The headers of Standard Webhooks: HMAC-SHA256 of id, time and body.</summary>
    private List<(string Name, string Value)> Sign(string id, ReadOnlyMemory<byte> body)
    {
        var seconds = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. body.Span];
        var signed = HMACSHA256.HashData(Key, message);
        return [("webhook-id", id), ("webhook-timestamp", seconds), ("webhook-signature", "v1," + Convert.ToBase64String(signed))];
    }
}
