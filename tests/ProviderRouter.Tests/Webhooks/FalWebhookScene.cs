using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Org.BouncyCastle.Crypto.Parameters;
using ProviderRouter.Webhooks;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Webhooks;

/// <summary>A verifier before a set of keys that the test publishes.</summary>
public abstract class FalWebhookScene : IDisposable
{
    private protected static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private protected static readonly Ed25519PrivateKeyParameters First = FalWebhook.KeyOf("first");
    private protected static readonly Ed25519PrivateKeyParameters Second = FalWebhook.KeyOf("second");
    private protected static readonly Ed25519PrivateKeyParameters Stranger = FalWebhook.KeyOf("stranger");

    private readonly MockHttpMessageHandler http = new();
    private readonly HttpMessageInvoker invoker;

    private protected FalWebhookScene()
    {
        http.When(HttpMethod.Get, "https://rest.fal.ai/.well-known/jwks.json").Respond(_ =>
        {
            Fetches++;
            return new(Status) { Content = new StringContent(Published, null, "application/json") };
        });
        invoker = new(http);
        Verifier = new(invoker, Time);
    }

    private protected FakeTimeProvider Time { get; } = new(Now);

    private protected FalWebhookVerifier Verifier { get; }

    private protected string Published { get; set; } = FalWebhook.SetOf(First, Second);

    private protected HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    private protected int Fetches { get; private set; }

    public void Dispose()
    {
        Verifier.Dispose();
        invoker.Dispose();
        http.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static FalWebhook Webhook(Ed25519PrivateKeyParameters? key = null, string id = "r1", byte[]? body = null) =>
        new() { Key = key ?? First, Id = id, SentAt = Now, Bytes = body ?? Encoding.UTF8.GetBytes(FalWebhook.Body) };

    // Signed when the clock says, whatever was advanced.
    private FalWebhook At(FalWebhook webhook) => webhook.SentAt == Now ? new() { Key = webhook.Key, Id = webhook.Id, User = webhook.User, Bytes = webhook.Bytes, SentAt = Time.GetUtcNow() } : webhook;

    private protected async Task<WebhookDelivery> Verify(FalWebhook webhook)
    {
        webhook = At(webhook);
        return await Verifier.VerifyAsync(webhook.Headers(), webhook.Bytes, TestContext.Current.CancellationToken);
    }

    private protected Task<WebhookVerificationException> Refused(WebhookFailure reason, FalWebhook webhook)
    {
        webhook = At(webhook);
        return Refused(reason, webhook.Headers(), webhook.Bytes);
    }

    private protected async Task<WebhookVerificationException> Refused(WebhookFailure reason, KeyValuePair<string, string>[] headers, byte[] body)
    {
        var verify = async () => await Verifier.VerifyAsync(headers, body, TestContext.Current.CancellationToken);
        var refusal = (await verify.Should().ThrowAsync<WebhookVerificationException>()).Which;
        refusal.Reason.Should().Be(reason);
        return refusal;
    }
}
