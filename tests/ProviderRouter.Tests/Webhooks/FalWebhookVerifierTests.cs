using System.Text;
using ProviderRouter.Webhooks;

namespace ProviderRouter.Tests.Webhooks;

public sealed class FalWebhookVerifierTests : FalWebhookScene
{
    [Fact]
    public async Task VerifyAsync_WorkedVector_IsDelivered()
    {
        Published = """{"keys":[{"kty":"OKP","crv":"Ed25519","x":"ebVWLo_mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ"}]}""";
        var body = Encoding.UTF8.GetBytes(
            """{"request_id":"123e4567-e89b-12d3-a456-426614174000","gateway_request_id":"123e4567-e89b-12d3-a456-426614174000","status":"OK","payload":{"images":[{"url":"https://v3.fal.media/files/a/b.png"}]}}""");

        var delivery = await Verifier.VerifyAsync(
            [
                new("x-fal-webhook-request-id", "123e4567-e89b-12d3-a456-426614174000"),
                new("x-fal-webhook-user-id", "user_42"),
                new("x-fal-webhook-timestamp", "1700000000"),
                new("x-fal-webhook-signature", "6778b97182f59128d07bf68a6cca6bf1d5bfedde58c634874f801a7d98a96572572b26bdf220d62012455a1e2bc7b7aece224e6fa79f347aef83780e4fde3001"),
            ],
            body,
            TestContext.Current.CancellationToken);

        delivery.Should().BeEquivalentTo(new
        {
            Provider = "fal-ai",
            Id = "123e4567-e89b-12d3-a456-426614174000",
            JobId = "123e4567-e89b-12d3-a456-426614174000",
            SentAt = Now,
        });
        delivery.Body.ToArray().Should().Equal(body);
        delivery.ToString().Should().NotContain("images");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task VerifyAsync_SignedByAnyPublishedKey_IsDelivered(bool bySecond)
    {
        var delivery = await Verify(Webhook(bySecond ? Second : First));

        delivery.JobId.Should().Be("r1");
        Fetches.Should().Be(1);
    }

    [Fact]
    public async Task VerifyAsync_ErrorOrPayloadThatCouldNotBeSent_IsDeliveredToo()
    {
        var error = """{"request_id":"r2","gateway_request_id":"g","status":"ERROR","error":"Invalid status code: 422","payload":{"detail":[]}}"""u8.ToArray();
        var unsendable = """{"request_id":"r3","status":"OK","payload":null,"payload_error":"Response payload is not JSON serializable."}"""u8.ToArray();

        (await Verify(Webhook(id: "r2", body: error))).JobId.Should().Be("r2");
        (await Verify(Webhook(id: "r3", body: unsendable))).JobId.Should().Be("r3");
    }

    [Fact]
    public async Task VerifyAsync_SignedByAStranger_IsForged() => await Refused(WebhookFailure.WrongSignature, Webhook(Stranger));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task VerifyAsync_AnySignedPartChanged_IsForged(int header)
    {
        var webhook = Webhook();
        var headers = webhook.Headers();
        headers[header] = new(headers[header].Key, header == 3 ? "1700000001" : headers[header].Value + "x");

        await Refused(WebhookFailure.WrongSignature, headers, webhook.Bytes);
    }

    [Fact]
    public async Task VerifyAsync_BodyChangedByOneByte_IsForged()
    {
        var webhook = Webhook();

        await Refused(WebhookFailure.WrongSignature, webhook.Headers(), [.. webhook.Bytes, (byte)' ']);
    }

    [Fact]
    public async Task VerifyAsync_PartsShiftedAcrossALineBreak_IsMalformed()
    {
        // "r1" + "\n" + "user_42" signed, presented as one id with a line break in it and the rest as the user.
        var webhook = Webhook();
        var headers = webhook.Headers();
        headers[1] = new(headers[1].Key, "r1\nuser");
        headers[2] = new(headers[2].Key, "_42");

        await Refused(WebhookFailure.MalformedHeader, headers, webhook.Bytes);
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("")]
    [InlineData("6778")]
    [InlineData("v1,Z3hlbGxv")]
    [InlineData("gg78b97182f59128d07bf68a6cca6bf1d5bfedde58c634874f801a7d98a96572572b26bdf220d62012455a1e2bc7b7aece224e6fa79f347aef83780e4fde3001")]
    [InlineData("6778b97182f59128d07bf68a6cca6bf1d5bfedde58c634874f801a7d98a96572572b26bdf220d62012455a1e2bc7b7aece224e6fa79f347aef83780e4fde300100")]
    public async Task VerifyAsync_SignatureIsNoHex_IsMalformedAndAsksNobody(string signature)
    {
        var webhook = Webhook();
        var headers = webhook.Headers();
        headers[4] = new(headers[4].Key, signature);

        await Refused(signature.Length == 0 ? WebhookFailure.MissingHeader : WebhookFailure.MalformedHeader, headers, webhook.Bytes);
        Fetches.Should().Be(0);
    }


    [Fact]
    public async Task VerifyAsync_MalformedHeader_SaysSo()
    {
        var webhook = Webhook();
        var headers = webhook.Headers();
        headers[4] = new(headers[4].Key, "zz");

        (await Refused(WebhookFailure.MalformedHeader, headers, webhook.Bytes)).Message.Should().Contain("signature is malformed");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task VerifyAsync_HeaderMissingOrTwice_IsRefusedAndAsksNobody(int header)
    {
        var webhook = Webhook();
        var headers = webhook.Headers();

        await Refused(WebhookFailure.MissingHeader, [.. headers.Where((_, index) => index != header)], webhook.Bytes);
        await Refused(WebhookFailure.DuplicateHeader, [.. headers, headers[header]], webhook.Bytes);
        Fetches.Should().Be(0);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task VerifyAsync_SignedLongAgoOrInTheFuture_IsExpiredAndAsksNobody(int seconds)
    {
        await Refused(WebhookFailure.Expired, new FalWebhook { Key = First, SentAt = Now.AddSeconds(seconds) });
        Fetches.Should().Be(0);
    }

    [Fact]
    public async Task VerifyAsync_DeliveredAgain_IsReplayed()
    {
        await Verify(Webhook());
        Time.Advance(TimeSpan.FromSeconds(10));

        await Refused(WebhookFailure.Replayed, Webhook());
    }

    [Fact]
    public async Task Forget_DeliveryThatCouldNotBeProcessed_LetsTheNextAttemptThroughOnce()
    {
        var failed = await Verify(Webhook());
        Verifier.Forget(failed);
        Time.Advance(TimeSpan.FromSeconds(10));

        (await Verify(new FalWebhook { Key = First, SentAt = Now.AddSeconds(10) })).Id.Should().Be(failed.Id);
        await Refused(WebhookFailure.Replayed, new FalWebhook { Key = First, SentAt = Now.AddSeconds(10) });
    }

    [Fact]
    public async Task VerifyAsync_SignedBodyNamesNoJob_IsMalformed() =>
        await Refused(WebhookFailure.MalformedBody, Webhook(body: """{"status":"OK"}"""u8.ToArray()));

    [Fact]
    public async Task VerifyAsync_BodyTooLarge_IsRefusedAndAsksNobody()
    {
        await Refused(WebhookFailure.TooLarge, Webhook(body: new byte[(1 << 20) + 1]));
        Fetches.Should().Be(0);
    }
}
