using System.Text;
using Microsoft.Extensions.Time.Testing;
using ProviderRouter.Providers.Replicate;

namespace ProviderRouter.Tests.Providers;

public sealed class ReplicateWebhookVerifierTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private const string MessageId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1700000000";
    private const string Body = """{"id":"ufawqhfynnddngldkgtslldrkq","status":"succeeded","output":["https://replicate.delivery/x/out-0.png"],"error":null}""";
    private const string Signature = "/Vu2u/tmujAcle7lcl5omc9lj4yAfBmxIPcFE3CkHhE=";
    private const string SignatureOfOneSecondLater = "fOsth0R8yPue6nutzZw9AZZ0/i3q/8sBBRoQ4ycYb60=";

    private readonly FakeTimeProvider time = new(DateTimeOffset.FromUnixTimeSeconds(1700000000));

    [Theory]
    [InlineData("v1," + Signature)]
    [InlineData("v1,AAAA v1," + Signature + " v1a,xyz")]
    [InlineData("v1,not base64! v2,x v1, v1 , v1," + Signature)]
    [InlineData("v1," + SignatureOfOneSecondLater + " v1," + Signature)]
    public async Task VerifyAsync_AnySignatureThatIsRight_LetsItThrough(string signatures)
    {
        var delivery = await VerifyAsync(signatures);

        (delivery.Provider, delivery.Id, delivery.JobId, delivery.SentAt).Should().Be(("replicate", MessageId, "ufawqhfynnddngldkgtslldrkq", DateTimeOffset.FromUnixTimeSeconds(1700000000)));
        delivery.Body.ToArray().Should().Equal(Encoding.UTF8.GetBytes(Body));
    }

    [Theory]
    [InlineData("v1," + Signature, Body + " ", Timestamp)]
    [InlineData("v1," + Signature, Body, "1700000001")]
    [InlineData("v1," + SignatureOfOneSecondLater, Body, Timestamp)]
    [InlineData("v1,UtZnCpywLLwNErysFxt2ecD+HpBViOEptV4pojRvkqk=", Body, Timestamp)]
    [InlineData("v1a," + Signature, Body, Timestamp)]
    [InlineData("v2," + Signature, Body, Timestamp)]
    [InlineData(Signature, Body, Timestamp)]
    [InlineData("v1", Body, Timestamp)]
    [InlineData("v1,", Body, Timestamp)]
    [InlineData(" ", Body, Timestamp)]
    [InlineData("v1,/Vu2u/tmujAcle7lcl5omc9lj4yAfBmxIPcFE3CkHg==", Body, Timestamp)]
    public async Task VerifyAsync_Forged_IsRefused(string signatures, string body, string timestamp) =>
        (await FailAsync(signatures, body, timestamp)).Reason.Should().Be(WebhookFailure.WrongSignature);

    [Theory]
    [InlineData(SignatureOfOneSecondLater, Body, "1700000001")]
    [InlineData("cRM+pIbdjlKeimSa6obedphYflm+DfK5Cki5ERA4vx4=", Body + " ", Timestamp)]
    public async Task VerifyAsync_WorkedVectors_AreRightForWhatTheySign(string signature, string body, string timestamp) =>
        (await VerifyAsync($"v1,{signature}", body, timestamp)).Id.Should().Be(MessageId);

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task VerifyAsync_TooOldOrTooNew_IsRefused(int seconds)
    {
        time.AdjustTime(DateTimeOffset.FromUnixTimeSeconds(1700000000 + seconds));

        (await FailAsync($"v1,{Signature}")).Reason.Should().Be(WebhookFailure.Expired);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task VerifyAsync_FiveMinutesApart_IsLetThrough(int seconds)
    {
        time.AdjustTime(DateTimeOffset.FromUnixTimeSeconds(1700000000 + seconds));

        (await VerifyAsync($"v1,{Signature}")).Id.Should().Be(MessageId);
    }

    [Fact]
    public async Task VerifyAsync_DeliveredAgain_IsRefusedAsReplayed()
    {
        var verifier = new ReplicateWebhookVerifier(Secret, time);
        await VerifyAsync(verifier, Headers($"v1,{Signature}"));

        (await Assert.ThrowsAsync<WebhookVerificationException>(() => VerifyAsync(verifier, Headers($"v1,{Signature}")))).Reason.Should().Be(WebhookFailure.Replayed);
    }

    [Theory]
    [InlineData(Secret, OtherSecret)]
    [InlineData(OtherSecret, Secret)]
    [InlineData(OtherSecret, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public async Task VerifyAsync_SeveralSecrets_AreEachGood(params string[] secrets)
    {
        var verifier = new ReplicateWebhookVerifier(secrets, time);

        (await VerifyAsync(verifier, Headers($"v1,{Signature}"))).Id.Should().Be(MessageId);
    }

    [Fact]
    public async Task VerifyAsync_OtherSecret_IsRefused()
    {
        var verifier = new ReplicateWebhookVerifier(OtherSecret, time);

        (await Assert.ThrowsAsync<WebhookVerificationException>(() => VerifyAsync(verifier, Headers($"v1,{Signature}")))).Reason.Should().Be(WebhookFailure.WrongSignature);
    }

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    public async Task VerifyAsync_HeaderMissingOrDoubled_IsRefused(string name)
    {
        var headers = Headers($"v1,{Signature}");
        var one = headers.Single(header => header.Key == name);

        (await Assert.ThrowsAsync<WebhookVerificationException>(() => VerifyAsync(New(), [.. headers.Where(header => header.Key != name)]))).Reason.Should().Be(WebhookFailure.MissingHeader);
        (await Assert.ThrowsAsync<WebhookVerificationException>(() => VerifyAsync(New(), [.. headers, new(name.ToUpperInvariant(), one.Value)]))).Reason.Should().Be(WebhookFailure.DuplicateHeader);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"id\":7}")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    public async Task VerifyAsync_SignedBodyThatNamesNoJob_IsMalformed(string body)
    {
        var key = Convert.FromBase64String(Secret["whsec_".Length..]);
        var own = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{MessageId}.{Timestamp}.{body}")));

        (await FailAsync($"v1,{own}", body)).Reason.Should().Be(WebhookFailure.MalformedBody);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64")]
    [InlineData("a secret of some kind")]
    public void Constructor_NoSecret_SaysSoWithoutIt(string secret)
    {
        var exception = Assert.Throws<ArgumentException>(() => new ReplicateWebhookVerifier(secret));

        exception.Message.Should().Contain("whsec_");
        if (secret.Length > 6)
        {
            exception.Message.Should().NotContain(secret);
        }
    }

    [Fact]
    public void Constructor_NoSecrets_SaysThatItNeedsOne() => Assert.Throws<ArgumentException>(() => new ReplicateWebhookVerifier([])).Message.Should().Contain("needs a secret");


    [Fact]
    public async Task VerifyAsync_Forged_SaysWhatMayBeWrong() => (await FailAsync("v1,AAAA")).Message.Should().ContainAll("forged", "secret is wrong");

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public async Task VerifyAsync_ManySignatures_LooksAtSixtyFour(int others, bool isLetThrough)
    {
        var signatures = string.Concat(Enumerable.Repeat("v1,AAAA ", others)) + "v1," + Signature;

        (await Record.ExceptionAsync(() => VerifyAsync(signatures)) is null).Should().Be(isLetThrough);
    }

    [Fact]
    public async Task Constructor_SecretWithSpaceAround_IsTheSecret() =>
        (await VerifyAsync(new ReplicateWebhookVerifier($" {Secret}\n", time), Headers($"v1,{Signature}"))).Id.Should().Be(MessageId);

    [Fact]
    public void Constructor_SecretThatIsNull_Throws()
    {
        Assert.Throws<ArgumentNullException>("secret", () => new ReplicateWebhookVerifier((string)null!));
        Assert.Throws<ArgumentNullException>("secrets", () => new ReplicateWebhookVerifier((IEnumerable<string>)null!));
    }

    private ReplicateWebhookVerifier New() => new(Secret, time);

    private static KeyValuePair<string, string>[] Headers(string signatures, string timestamp = Timestamp) =>
        [new("webhook-id", MessageId), new("webhook-timestamp", timestamp), new("webhook-signature", signatures), new("content-type", "application/json")];

    private static Task<WebhookDelivery> VerifyAsync(ReplicateWebhookVerifier verifier, KeyValuePair<string, string>[] headers, string body = Body) =>
        verifier.VerifyAsync(headers, Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken).AsTask();

    private Task<WebhookDelivery> VerifyAsync(string signatures, string body = Body, string timestamp = Timestamp) => VerifyAsync(New(), Headers(signatures, timestamp), body);

    private Task<WebhookVerificationException> FailAsync(string signatures, string body = Body, string timestamp = Timestamp) =>
        Assert.ThrowsAsync<WebhookVerificationException>(() => VerifyAsync(signatures, body, timestamp));
}
