using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace ProviderRouter.Tests.Abstractions.Webhooks;

public sealed class WebhookVerifierTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly FakeTimeProvider time = new(Now);
    private readonly TimedVerifier verifier;

    public WebhookVerifierTests() => verifier = new(time);

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public async Task VerifyAsync_SignedWithinFiveMinutes_IsDelivered(int seconds)
    {
        var delivery = await Verify("m1", Timestamp(seconds));

        delivery.Should().BeEquivalentTo(new { Id = "m1", JobId = "job-1", SentAt = Now.AddSeconds(seconds) });
    }

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    public async Task VerifyAsync_SignedFartherAway_IsExpired(int seconds) => await Refused(WebhookFailure.Expired, () => Verify("m1", Timestamp(seconds)));

    [Theory]
    [InlineData("+1700000000")]
    [InlineData("-1700000000")]
    [InlineData(" 1700000000")]
    [InlineData("1700000000\0")]
    [InlineData("1700000000.0")]
    [InlineData("1,700,000,000")]
    [InlineData("١٧٠٠٠٠٠٠٠٠")]
    [InlineData("0x6553F100")]
    [InlineData("999999999999")]
    [InlineData("99999999999999999999999999")]
    public async Task VerifyAsync_TimestampIsNotDigits_IsMalformed(string timestamp) =>
        await Refused(WebhookFailure.MalformedHeader, () => Verify("m1", timestamp));

    [Fact]
    public async Task VerifyAsync_SameIdAgain_IsReplayedUntilItsAgeRefusesIt()
    {
        // Signed five minutes ahead of this clock: it passes by age for ten minutes.
        var timestamp = Timestamp(300);
        await Verify("m1", timestamp);
        await Verify("m2", timestamp);
        time.Advance(TimeSpan.FromMinutes(10));

        await Refused(WebhookFailure.Replayed, () => Verify("m1", timestamp));
        time.Advance(TimeSpan.FromSeconds(1));
        await Refused(WebhookFailure.Expired, () => Verify("m1", timestamp));
    }

    [Fact]
    public async Task VerifyAsync_SameMessageManyTimesAtOnce_OnePasses()
    {
        var deliveries = Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            try
            {
                await Verify("m1", Timestamp(0));
                return 1;
            }
            catch (WebhookVerificationException exception) when (exception.Reason is WebhookFailure.Replayed)
            {
                return 0;
            }
        }));

        (await Task.WhenAll(deliveries)).Sum().Should().Be(1);
    }

    [Fact]
    public async Task VerifyAsync_RefusedForItsBody_IsNotRemembered()
    {
        await Refused(WebhookFailure.MalformedBody, () => Verify("m1", Timestamp(0), "{}"));

        (await Verify("m1", Timestamp(0))).JobId.Should().Be("job-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"job":1}""")]
    [InlineData("""{"job":""}""")]
    [InlineData("""{"job":null}""")]
    [InlineData("""{"job":"\ud800"}""")]
    public async Task VerifyAsync_BodyNamesNoJob_IsMalformed(string body) =>
        await Refused(WebhookFailure.MalformedBody, () => Verify("m1", Timestamp(0), body));

    [Fact]
    public async Task VerifyAsync_BodyOverOneMebibyte_IsTooLarge()
    {
        var head = """{"job":"job-1","x":""";
        var atLimit = head + '"' + new string('a', (1 << 20) - head.Length - 3) + "\"}";

        (await Verify("m1", Timestamp(0), atLimit)).Body.Length.Should().Be(1 << 20);
        await Refused(WebhookFailure.TooLarge, () => Verify("m2", Timestamp(0), atLimit + " "));
    }

    [Fact]
    public async Task VerifyAsync_HeadersInAnyCase_AreRead()
    {
        var delivery = await verifier.VerifyAsync([new("ID", "m1"), new("Timestamp", Timestamp(0))], Encoding.UTF8.GetBytes("""{"job":"job-1"}"""), TestContext.Current.CancellationToken);

        delivery.Id.Should().Be("m1");
    }

    [Fact]
    public async Task VerifyAsync_HeaderMissingOrEmpty_SaysWhich()
    {
        (await Refused(WebhookFailure.MissingHeader, [new("id", "m1")])).Message.Should().Contain("'timestamp'");
        (await Refused(WebhookFailure.MissingHeader, [new("id", ""), new("timestamp", Timestamp(0))])).Message.Should().Contain("'id'");
    }

    [Fact]
    public async Task VerifyAsync_HeaderTwice_IsRefusedEvenWhenBothAreEqual()
    {
        KeyValuePair<string, string>[] headers = [new("id", "m1"), new("timestamp", Timestamp(0)), new("ID", "m1"), new("id", "m1")];

        (await Refused(WebhookFailure.DuplicateHeader, headers)).Message.Should().Contain("'id'");
    }

    // Else whoever caught one genuine message could send it until the memory of all others, and at last its own, is gone.
    [Fact]
    public void TryAdd_ReplaysOfAFullStore_ForgetNothing()
    {
        var store = new ReplayStore(capacity: 3);
        store.TryAdd("a", time);
        store.TryAdd("b", time);
        store.TryAdd("c", time);

        new[] { "c", "c", "c", "a", "b", "c" }.Select(id => store.TryAdd(id, time)).Should().NotContain(true);
    }

    [Fact]
    public void TryAdd_UsualCapacity_RemembersAHundredThousandIds()
    {
        var store = new ReplayStore();
        for (var id = 0; id < 100_000; id++)
        {
            store.TryAdd($"m{id}", TimeProvider.System).Should().BeTrue();
        }

        store.TryAdd("one more", TimeProvider.System).Should().BeTrue();
        store.TryAdd("m1", TimeProvider.System).Should().BeFalse("it is remembered still");
        store.TryAdd("m0", TimeProvider.System).Should().BeTrue("it was the oldest");
    }

    [Fact]
    public void TryAdd_OverCapacity_ForgetsTheOldestOnly()
    {
        var store = new ReplayStore(capacity: 3);
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            store.TryAdd(id, time).Should().BeTrue();
        }

        store.TryAdd("d", time).Should().BeFalse();
        store.TryAdd("b", time).Should().BeFalse("a replay of the oldest does not push it out");
        store.TryAdd("a", time).Should().BeTrue();
    }


    [Fact]
    public void TryAdd_OlderThanTenMinutes_IsForgottenAndNoSooner()
    {
        var store = new ReplayStore();
        store.TryAdd("a", time).Should().BeTrue();
        time.Advance(TimeSpan.FromMinutes(6));
        store.TryAdd("b", time).Should().BeTrue();
        time.Advance(TimeSpan.FromMinutes(4));
        store.TryAdd("a", time).Should().BeFalse("a second delivery does not renew the first");
        time.Advance(TimeSpan.FromTicks(1));

        store.TryAdd("a", time).Should().BeTrue();
        store.TryAdd("b", time).Should().BeFalse("only what is old goes");
    }

    [Fact]
    public void Remove_Id_LetsItAloneInOnceMore()
    {
        var store = new ReplayStore();
        store.TryAdd("a", time);
        store.TryAdd("b", time);

        store.Remove("a");
        store.Remove("never seen");

        (store.TryAdd("a", time), store.TryAdd("a", time), store.TryAdd("b", time)).Should().Be((true, false, false));
    }

    [Fact]
    public async Task Forget_DeliveryThatCouldNotBeProcessed_PassesOnceMore()
    {
        var delivery = await Verify("m1", Timestamp(0));

        verifier.Forget(delivery);

        (await Verify("m1", Timestamp(0))).Id.Should().Be("m1");
        await Refused(WebhookFailure.Replayed, () => Verify("m1", Timestamp(0)));
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("0")]
    public async Task VerifyAsync_TimestampThatADateCanHold_IsJudgedByItsAge(string timestamp) => await Refused(WebhookFailure.Expired, () => Verify("m1", timestamp));

    [Fact]
    public async Task VerifyAsync_NothingGiven_IsAnArgumentError()
    {
        await FluentActions.Awaiting(() => verifier.VerifyAsync(null!, default, TestContext.Current.CancellationToken).AsTask()).Should().ThrowAsync<ArgumentNullException>();
        FluentActions.Invoking(() => verifier.Forget(null!)).Should().Throw<ArgumentNullException>();
        await Refused(WebhookFailure.MissingHeader, [new("id", null!), new("timestamp", Timestamp(0))]);
    }

    private static string Timestamp(int seconds) => Now.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private Task<WebhookDelivery> Verify(string id, string timestamp, string body = """{"job":"job-1"}""") =>
        verifier.VerifyAsync([new("id", id), new("timestamp", timestamp)], Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken).AsTask();

    private Task<WebhookVerificationException> Refused(WebhookFailure reason, KeyValuePair<string, string>[] headers) =>
        Refused(reason, () => verifier.VerifyAsync(headers, Encoding.UTF8.GetBytes("""{"job":"job-1"}"""), TestContext.Current.CancellationToken).AsTask());

    private static async Task<WebhookVerificationException> Refused(WebhookFailure reason, Func<Task<WebhookDelivery>> verify)
    {
        var refusal = (await verify.Should().ThrowAsync<WebhookVerificationException>()).Which;
        refusal.Reason.Should().Be(reason);
        return refusal;
    }

    /// <summary>A verifier of somebody else's: two headers, no signature.</summary>
    private sealed class TimedVerifier(TimeProvider time) : WebhookVerifier(time)
    {
        protected override ValueTask<WebhookDelivery> CheckAsync(WebhookHeaders headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        {
            var id = headers.Require("id");
            var sentAt = CheckAge(headers.Require("timestamp"));
            return new(new WebhookDelivery { Provider = "test", Id = id, JobId = ReadJobId(body, "job"), SentAt = sentAt, Body = body });
        }
    }
}
