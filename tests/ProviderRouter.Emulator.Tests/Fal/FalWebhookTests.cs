using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace ProviderRouter.Emulator.Tests.Fal;

public sealed class FalWebhookTests : IAsyncLifetime
{
    private FalFixture _fal = null!;

    public async ValueTask InitializeAsync() => _fal = await FalFixture.StartAsync();

    public ValueTask DisposeAsync() => _fal.DisposeAsync();

    [Fact]
    public async Task Webhook_FinishedJob_CarriesItsOutputSignedByAPublishedKey()
    {
        await using var inbox = await WebhookInbox.StartAsync();

        var submitted = await SubmitAsync(inbox, """{"prompt":"a bird"}""");
        inbox.Deliveries.Should().BeEmpty("the job runs still");
        var delivery = await DeliveryAsync(inbox, 1);

        var id = submitted.At("request_id").GetString();
        var body = JsonElement.Parse(delivery.Body);
        var result = await _fal.Wire.GetAsync(submitted.At("response_url").GetString()!);
        body.Should().BeJson($$"""{"request_id":"{{id}}","gateway_request_id":"{{id}}","status":"OK","payload":{{result.Text}}}""");
        delivery.Headers["Content-Type"].Should().Be("application/json");
        delivery.Headers["X-Fal-Webhook-Request-Id"].Should().Be(id);
        (await VerifiesAsync(delivery, delivery.Body)).Should().BeTrue();
        (await VerifiesAsync(delivery, [.. delivery.Body, (byte)' '])).Should().BeFalse();
        var age = _fal.Time.GetUtcNow().ToUnixTimeSeconds() - long.Parse(delivery.Headers["X-Fal-Webhook-Timestamp"], null);
        age.Should().BeInRange(0, 300);
    }

    [Fact]
    public async Task Webhook_FailedJob_CarriesTheError()
    {
        await using var inbox = await WebhookInbox.StartAsync();

        var submitted = await SubmitAsync(inbox, "{}");
        var delivery = await DeliveryAsync(inbox, 1);

        var id = submitted.At("request_id").GetString();
        JsonElement.Parse(delivery.Body).Should().BeJson($$"""
            {
              "request_id": "{{id}}",
              "gateway_request_id": "{{id}}",
              "status": "ERROR",
              "error": "Invalid status code: 422",
              "payload": { "detail": [{ "loc": ["body", "prompt"], "msg": "Field required", "type": "missing", "input": {} }] }
            }
            """);
    }

    [Fact]
    public async Task Webhook_OutputThatDoesNotFit_TellsWhyAndLeavesItToTheQueue()
    {
        await using var inbox = await WebhookInbox.StartAsync();

        var submitted = await SubmitAsync(inbox, """{"prompt":"something not serializable"}""");
        var delivery = await DeliveryAsync(inbox, 1);

        var body = JsonElement.Parse(delivery.Body);
        body.GetProperty("status").GetString().Should().Be("OK");
        body.GetProperty("payload").ValueKind.Should().Be(JsonValueKind.Null);
        body.GetProperty("payload_error").GetString().Should().Contain("not JSON serializable");
        (await _fal.Wire.GetAsync(submitted.At("response_url").GetString()!)).Status.Should().Be(200);
    }

    [Fact]
    public async Task Webhook_RefusedTwice_ComesAgainWithTheSameBody()
    {
        await using var inbox = await WebhookInbox.StartAsync(500, 503);

        await SubmitAsync(inbox, """{"prompt":"a bird"}""");
        await DeliveryAsync(inbox, 3);

        inbox.Deliveries.Select(delivery => Convert.ToHexString(SHA256.HashData(delivery.Body))).Distinct().Should().ContainSingle();
        await QuietAsync();
        inbox.Deliveries.Should().HaveCount(3);
    }

    [Fact]
    public async Task Webhook_Redirected_IsNotFollowed()
    {
        await using var inbox = await WebhookInbox.StartAsync(302);

        await SubmitAsync(inbox, """{"prompt":"a bird"}""");
        await DeliveryAsync(inbox, 1);
        await QuietAsync();

        inbox.Deliveries.Should().ContainSingle();
    }

    [Fact]
    public async Task Webhook_CanceledJob_IsNotTold()
    {
        await using var inbox = await WebhookInbox.StartAsync();

        var submitted = await SubmitAsync(inbox, """{"prompt":"a bird"}""");
        await _fal.SendAsync(HttpMethod.Put, submitted.At("cancel_url").GetString()!);
        await QuietAsync();

        inbox.Deliveries.Should().BeEmpty();
    }

    [Theory]
    [InlineData("hook", 400)]
    [InlineData("ftp://a.example/hook", 400)]
    [InlineData("http://10.0.0.1/hook", 200)]
    public async Task Submit_WebhookAddress_MustBeOfTheWeb(string address, int status)
    {
        var answer = await _fal.SubmitAsync("fal-ai/flux/dev?fal_webhook=" + Uri.EscapeDataString(address), """{"prompt":"a bird"}""");

        answer.Status.Should().Be(status);
    }

    private Task<Answer> SubmitAsync(WebhookInbox inbox, string input) =>
        _fal.SubmitAsync("fal-ai/flux/dev?fal_webhook=" + Uri.EscapeDataString(inbox.Address.AbsoluteUri), input);

    private async Task<Delivery> DeliveryAsync(WebhookInbox inbox, int count)
    {
        await _fal.Time.PassUntilAsync(() => inbox.Deliveries.Count >= count);
        return inbox.Deliveries[count - 1];
    }

    /// <summary>Lets every delay pass that begins for a while.</summary>
    private async Task QuietAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        await _fal.Time.PassUntilAsync(() => Stopwatch.GetElapsedTime(startedAt) > TimeSpan.FromMilliseconds(300));
    }

    /// <summary>As fal's documentation says: any of the published keys may have signed.</summary>
    private async Task<bool> VerifiesAsync(Delivery delivery, byte[] body)
    {
        var keys = await FalFixture.SendOpenAsync(HttpMethod.Get, _fal.At("rest", ".well-known/jwks.json"), null);
        var text = Encoding.UTF8.GetBytes(string.Join(
            '\n',
            delivery.Headers["X-Fal-Webhook-Request-Id"],
            delivery.Headers["X-Fal-Webhook-User-Id"],
            delivery.Headers["X-Fal-Webhook-Timestamp"],
            Convert.ToHexStringLower(SHA256.HashData(body))));
        return keys.At("keys").EnumerateArray().Any(key =>
        {
            key.GetProperty("crv").GetString().Should().Be("Ed25519");
            var verifier = new Ed25519Signer();
            verifier.Init(false, new Ed25519PublicKeyParameters(System.Buffers.Text.Base64Url.DecodeFromChars(key.GetProperty("x").GetString())));
            verifier.BlockUpdate(text, 0, text.Length);
            return verifier.VerifySignature(Convert.FromHexString(delivery.Headers["X-Fal-Webhook-Signature"]));
        });
    }
}
