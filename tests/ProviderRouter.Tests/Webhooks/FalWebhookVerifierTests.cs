using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Org.BouncyCastle.Crypto.Parameters;
using ProviderRouter.Webhooks;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Webhooks;

public sealed class FalWebhookVerifierTests : IDisposable
{
    private const string KeySet = "https://rest.fal.ai/.well-known/jwks.json";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly Ed25519PrivateKeyParameters First = FalWebhook.KeyOf("first");
    private static readonly Ed25519PrivateKeyParameters Second = FalWebhook.KeyOf("second");
    private static readonly Ed25519PrivateKeyParameters Stranger = FalWebhook.KeyOf("stranger");

    private readonly MockHttpMessageHandler http = new();
    private readonly HttpMessageInvoker invoker;
    private readonly FakeTimeProvider time = new(Now);
    private readonly FalWebhookVerifier verifier;
    private string published = FalWebhook.SetOf(First, Second);
    private HttpStatusCode status = HttpStatusCode.OK;
    private int fetches;

    public FalWebhookVerifierTests()
    {
        http.When(HttpMethod.Get, KeySet).Respond(_ =>
        {
            fetches++;
            return new(status) { Content = new StringContent(published, null, "application/json") };
        });
        invoker = new(http);
        verifier = new(invoker, time);
    }

    public void Dispose()
    {
        verifier.Dispose();
        invoker.Dispose();
        http.Dispose();
    }

    [Fact]
    public async Task VerifyAsync_WorkedVector_IsDelivered()
    {
        published = """{"keys":[{"kty":"OKP","crv":"Ed25519","x":"ebVWLo_mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ"}]}""";
        var body = Encoding.UTF8.GetBytes(
            """{"request_id":"123e4567-e89b-12d3-a456-426614174000","gateway_request_id":"123e4567-e89b-12d3-a456-426614174000","status":"OK","payload":{"images":[{"url":"https://v3.fal.media/files/a/b.png"}]}}""");

        var delivery = await verifier.VerifyAsync(
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
        fetches.Should().Be(1);
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
        fetches.Should().Be(0);
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
        fetches.Should().Be(0);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task VerifyAsync_SignedLongAgoOrInTheFuture_IsExpiredAndAsksNobody(int seconds)
    {
        await Refused(WebhookFailure.Expired, new FalWebhook { Key = First, SentAt = Now.AddSeconds(seconds) });
        fetches.Should().Be(0);
    }

    [Fact]
    public async Task VerifyAsync_DeliveredAgain_IsReplayed()
    {
        await Verify(Webhook());
        time.Advance(TimeSpan.FromSeconds(10));

        await Refused(WebhookFailure.Replayed, Webhook());
    }

    [Fact]
    public async Task Forget_DeliveryThatCouldNotBeProcessed_LetsTheNextAttemptThroughOnce()
    {
        var failed = await Verify(Webhook());
        verifier.Forget(failed);
        time.Advance(TimeSpan.FromSeconds(10));

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
        fetches.Should().Be(0);
    }

    [Fact]
    public async Task VerifyAsync_KeyIsNew_FetchesTheSetOnceMoreAMinuteAfterTheLastTime()
    {
        await Verify(Webhook());
        published = FalWebhook.SetOf(Stranger);
        time.Advance(TimeSpan.FromSeconds(59));
        await Refused(WebhookFailure.WrongSignature, Webhook(Stranger, "r2"));
        fetches.Should().Be(1, "a minute has not gone by");

        time.Advance(TimeSpan.FromSeconds(1));
        (await Verify(Webhook(Stranger, "r2"))).Id.Should().Be("r2");
        await Refused(WebhookFailure.WrongSignature, Webhook(First, "r3"));
        fetches.Should().Be(2, "the old key is gone, and the set was just fetched");
    }

    [Fact]
    public async Task VerifyAsync_ManyForgeriesAtOnce_FetchOnceAMinuteAtMost()
    {
        await Verify(Webhook());
        time.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(index => Refused(WebhookFailure.WrongSignature, Webhook(Stranger, $"x{index}"))));

        fetches.Should().Be(2);
    }

    [Fact]
    public async Task VerifyAsync_ADayLater_FetchesAnew()
    {
        await Verify(Webhook());
        time.Advance(TimeSpan.FromHours(24));

        await Verify(Webhook(id: "r2"));

        fetches.Should().Be(2);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "")]
    [InlineData(HttpStatusCode.Found, "")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, """{"keys":[]}""")]
    public async Task VerifyAsync_SetCannotBeFetchedAnyMore_GoesOnWithTheKeysItHas(HttpStatusCode down, string body)
    {
        await Verify(Webhook());
        (status, published) = (down, body);
        time.Advance(TimeSpan.FromHours(25));

        await Verify(Webhook(id: "r2"));
        await Verify(Webhook(id: "r3"));
        fetches.Should().Be(2, "it is asked once a minute, not for each webhook");
    }

    [Fact]
    public async Task VerifyAsync_SetIsLargerThanAnySet_IsNotTaken()
    {
        published = FalWebhook.SetOf(First) + new string(' ', 64 << 10);

        await Refused(WebhookFailure.KeysUnavailable, Webhook());
    }

    [Fact]
    public async Task VerifyAsync_NoKeysYet_SaysSoAndTriesAgainSoon()
    {
        status = HttpStatusCode.BadGateway;
        var refusal = await Refused(WebhookFailure.KeysUnavailable, Webhook());
        refusal.Message.Should().Contain("rest.fal.ai").And.Contain("503");
        await Refused(WebhookFailure.KeysUnavailable, Webhook());
        fetches.Should().Be(1);

        status = HttpStatusCode.OK;
        time.Advance(TimeSpan.FromSeconds(5));
        (await Verify(Webhook())).Id.Should().Be("r1", "a refused webhook is not remembered");
    }

    [Fact]
    public async Task VerifyAsync_CallerGivesUp_TheFetchGoesOnForTheOthers()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var slow = new MockHttpMessageHandler();
        slow.When("*").Respond(() => answer.Task);
        using var slowInvoker = new HttpMessageInvoker(slow);
        using var patient = new FalWebhookVerifier(slowInvoker, time);
        using var caller = new CancellationTokenSource();
        var webhook = Webhook();
        var given = patient.VerifyAsync(webhook.Headers(), webhook.Bytes, caller.Token).AsTask();
        var waiting = patient.VerifyAsync(webhook.Headers(), webhook.Bytes, TestContext.Current.CancellationToken).AsTask();

        await caller.CancelAsync();
        await FluentActions.Awaiting(() => given).Should().ThrowAsync<OperationCanceledException>();
        answer.SetResult(new(HttpStatusCode.OK) { Content = new StringContent(published) });

        (await waiting).Id.Should().Be("r1");
    }

    [Theory]
    [InlineData("http://rest.fal.ai/.well-known/jwks.json")]
    [InlineData("ftp://localhost/keys")]
    [InlineData("/keys")]
    public void Constructor_KeysByAnOpenWay_AreRefused(string address) =>
        FluentActions.Invoking(() => new FalWebhookVerifier(keySet: new(address, UriKind.RelativeOrAbsolute))).Should().Throw<ArgumentException>().WithMessage("*https*");

    [Fact]
    public void Constructor_KeysOnThisMachine_AreTaken()
    {
        using var local = new FalWebhookVerifier(keySet: new("http://127.0.0.1:5000/keys"));

        local.Should().NotBeNull();
    }

    private static FalWebhook Webhook(Ed25519PrivateKeyParameters? key = null, string id = "r1", byte[]? body = null) =>
        new() { Key = key ?? First, Id = id, SentAt = Now, Bytes = body ?? Encoding.UTF8.GetBytes(FalWebhook.Body) };

    // Signed when the clock says, whatever was advanced.
    private FalWebhook At(FalWebhook webhook) => webhook.SentAt == Now ? new() { Key = webhook.Key, Id = webhook.Id, User = webhook.User, Bytes = webhook.Bytes, SentAt = time.GetUtcNow() } : webhook;

    private async Task<WebhookDelivery> Verify(FalWebhook webhook)
    {
        webhook = At(webhook);
        return await verifier.VerifyAsync(webhook.Headers(), webhook.Bytes, TestContext.Current.CancellationToken);
    }

    private Task<WebhookVerificationException> Refused(WebhookFailure reason, FalWebhook webhook)
    {
        webhook = At(webhook);
        return Refused(reason, webhook.Headers(), webhook.Bytes);
    }

    private async Task<WebhookVerificationException> Refused(WebhookFailure reason, KeyValuePair<string, string>[] headers, byte[] body)
    {
        var verify = async () => await verifier.VerifyAsync(headers, body, TestContext.Current.CancellationToken);
        var refusal = (await verify.Should().ThrowAsync<WebhookVerificationException>()).Which;
        refusal.Reason.Should().Be(reason);
        return refusal;
    }
}
