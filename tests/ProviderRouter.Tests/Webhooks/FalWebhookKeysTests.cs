using System.Net;
using Polly.CircuitBreaker;
using Polly.Timeout;
using ProviderRouter.Webhooks;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Webhooks;

/// <summary>When the keys are fetched, and what holds while they cannot be.</summary>
public sealed class FalWebhookKeysTests : FalWebhookScene
{
    [Fact]
    public async Task VerifyAsync_KeyIsNew_FetchesTheSetOnceMoreAMinuteAfterTheLastTime()
    {
        await Verify(Webhook());
        Published = FalWebhook.SetOf(Stranger);
        Time.Advance(TimeSpan.FromSeconds(59));
        await Refused(WebhookFailure.WrongSignature, Webhook(Stranger, "r2"));
        Fetches.Should().Be(1, "a minute has not gone by");

        Time.Advance(TimeSpan.FromSeconds(1));
        (await Verify(Webhook(Stranger, "r2"))).Id.Should().Be("r2");
        await Refused(WebhookFailure.WrongSignature, Webhook(First, "r3"));
        Fetches.Should().Be(2, "the old key is gone, and the set was just fetched");
    }

    [Fact]
    public async Task VerifyAsync_ManyForgeriesAtOnce_FetchOnceAMinuteAtMost()
    {
        await Verify(Webhook());
        Time.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(index => Refused(WebhookFailure.WrongSignature, Webhook(Stranger, $"x{index}"))));

        Fetches.Should().Be(2);
    }

    [Fact]
    public async Task VerifyAsync_ADayLater_FetchesAnew()
    {
        await Verify(Webhook());
        Time.Advance(TimeSpan.FromHours(24));

        await Verify(Webhook(id: "r2"));

        Fetches.Should().Be(2);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "")]
    [InlineData(HttpStatusCode.Found, "")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, """{"keys":[]}""")]
    public async Task VerifyAsync_SetCannotBeFetchedAnyMore_GoesOnWithTheKeysItHas(HttpStatusCode down, string body)
    {
        await Verify(Webhook());
        (Status, Published) = (down, body);
        Time.Advance(TimeSpan.FromHours(25));

        await Verify(Webhook(id: "r2"));
        await Verify(Webhook(id: "r3"));
        Fetches.Should().Be(2, "it is asked once a minute, not for each webhook");
    }

    [Fact]
    public async Task VerifyAsync_SetIsLargerThanAnySet_IsNotTaken()
    {
        Published = FalWebhook.SetOf(First) + new string(' ', 64 << 10);

        await Refused(WebhookFailure.KeysUnavailable, Webhook());
    }

    [Fact]
    public async Task VerifyAsync_NoKeysYet_SaysSoAndTriesAgainSoon()
    {
        Status = HttpStatusCode.BadGateway;
        var refusal = await Refused(WebhookFailure.KeysUnavailable, Webhook());
        refusal.Message.Should().Contain("rest.fal.ai").And.Contain("503");
        await Refused(WebhookFailure.KeysUnavailable, Webhook());
        Fetches.Should().Be(1);

        Status = HttpStatusCode.OK;
        Time.Advance(TimeSpan.FromSeconds(5));
        (await Verify(Webhook())).Id.Should().Be("r1", "a refused webhook is not remembered");
    }

    [Fact]
    public async Task VerifyAsync_CallerGivesUp_TheFetchGoesOnForTheOthers()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var slow = new MockHttpMessageHandler();
        slow.When("*").Respond(() => answer.Task);
        using var slowInvoker = new HttpMessageInvoker(slow);
        using var patient = new FalWebhookVerifier(slowInvoker, Time);
        using var caller = new CancellationTokenSource();
        var webhook = Webhook();
        var given = patient.VerifyAsync(webhook.Headers(), webhook.Bytes, caller.Token).AsTask();
        var waiting = patient.VerifyAsync(webhook.Headers(), webhook.Bytes, TestContext.Current.CancellationToken).AsTask();

        await caller.CancelAsync();
        await FluentActions.Awaiting(() => given).Should().ThrowAsync<OperationCanceledException>();
        answer.SetResult(new(HttpStatusCode.OK) { Content = new StringContent(Published) });

        (await waiting).Id.Should().Be("r1");
    }

    /// <summary>The connection's own failures, and those of whatever handlers an application puts into its client.</summary>
    public static TheoryData<Exception> Breaks =>
    [
        new HttpRequestException("refused"), new IOException("cut"), new ObjectDisposedException("client"), new OperationCanceledException("its own limit"),
        new TimeoutRejectedException("too slow"), new BrokenCircuitException("open"), new InvalidOperationException("no such thing"),
    ];

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task VerifyAsync_ConnectionBreaks_IsNoFailureOfTheKeysThatAreKnown(Exception exception)
    {
        var breaks = false;
        using var http = new MockHttpMessageHandler();
        http.When("*").Respond(() => breaks ? throw exception : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Published) }));
        using var invoker = new HttpMessageInvoker(http);
        using var verifier = new FalWebhookVerifier(invoker, Time);
        await VerifyAsync(verifier, Webhook());

        breaks = true;
        var stranger = await FluentActions.Awaiting(() => VerifyAfterAMinuteAsync(verifier, Webhook(Stranger, "r2"))).Should().ThrowAsync<WebhookVerificationException>();

        stranger.Which.Reason.Should().Be(WebhookFailure.WrongSignature);
        stranger.Which.Message.Should().Contain("none of fal's keys");
        using var without = new FalWebhookVerifier(invoker, Time);
        (await FluentActions.Awaiting(() => VerifyAsync(without, Webhook())).Should().ThrowAsync<WebhookVerificationException>()).Which.Reason.Should().Be(WebhookFailure.KeysUnavailable);

        Time.Advance(TimeSpan.FromHours(24));
        (await VerifyAsync(verifier, new() { Key = First, Id = "r3", SentAt = Time.GetUtcNow() })).Id.Should().Be("r3", "old keys are better than none");
    }

    [Fact]
    public async Task VerifyAsync_KeysThatDoNotCome_AreGivenUpAfterTenSeconds()
    {
        using var http = new HangingHandler();
        using var invoker = new HttpMessageInvoker(http);
        using var verifier = new FalWebhookVerifier(invoker, Time);

        var webhook = Webhook();
        var verifying = verifier.VerifyAsync(webhook.Headers(), webhook.Bytes, TestContext.Current.CancellationToken).AsTask();
        await http.Asked;
        Time.Advance(TimeSpan.FromSeconds(9.9));
        http.WasCanceled.Should().BeFalse();
        Time.Advance(TimeSpan.FromSeconds(0.1));

        (await FluentActions.Awaiting(() => verifying).Should().ThrowAsync<WebhookVerificationException>()).Which.Reason.Should().Be(WebhookFailure.KeysUnavailable);
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

    private static Task<WebhookDelivery> VerifyAsync(FalWebhookVerifier verifier, FalWebhook webhook) =>
        verifier.VerifyAsync(webhook.Headers(), webhook.Bytes, TestContext.Current.CancellationToken).AsTask();

    private Task<WebhookDelivery> VerifyAfterAMinuteAsync(FalWebhookVerifier verifier, FalWebhook webhook)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        return VerifyAsync(verifier, webhook);
    }

    private sealed class HangingHandler : HttpMessageHandler
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationToken token;

        public Task Asked => asked.Task;

        public bool WasCanceled => token.IsCancellationRequested;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            token = cancellationToken;
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new();
        }
    }
}
