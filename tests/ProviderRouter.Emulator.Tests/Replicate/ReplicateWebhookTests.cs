using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicateWebhookTests : ReplicateTestBase
{
    [Fact]
    public async Task Webhook_OfAllEvents_TellsStartNewsAndEnd()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var created = await Create(ReplicateBench.Llama, "Tell me of the sea and of its many ships.", inbox, """["start","output","logs","completed"]""");

        await Bench.Time.PassUntilAsync(() => inbox.Deliveries.Any(delivery => Text(delivery).Contains("completed_at", StringComparison.Ordinal)));

        await StaysAt(inbox, inbox.Deliveries.Count);
        var bodies = Bodies(inbox);
        bodies.Should().HaveCountLessThanOrEqualTo(8, "news come at most twice a second").And.HaveCountGreaterThan(2);
        bodies.Should().OnlyContain(body => body.GetProperty("id").GetString() == created.At("id").GetString());
        bodies[0].GetProperty("status").GetString().Should().Be("processing");
        bodies.Skip(1).SkipLast(1).Select(body => body.GetProperty("output").GetArrayLength()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        bodies[^1].GetRawText().Should().Be((await Client.GetAsync(created.At("urls", "get").GetString()!)).Text);
    }

    [Fact]
    public async Task Webhook_WithoutAFilter_TellsOutputAndEnd()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await Create(ReplicateBench.Flux, "a lake", inbox, null);

        Bench.Pass(4);
        await Arrived(inbox, 2);

        await StaysAt(inbox, 2);
        Bodies(inbox).Select(body => body.GetProperty("status").GetString()).Should().Equal("processing", "succeeded");
        Bodies(inbox).Should().OnlyContain(body => body.GetProperty("output").GetArrayLength() == 1);
    }

    [Fact]
    public async Task Webhook_OfTheEndAlone_IsSignedWithTheAccountsSecret()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await Create(ReplicateBench.Flux, "a lake", inbox, """["completed"]""");
        var secret = (await Client.GetAsync("v1/webhooks/default/secret")).At("key").GetString()!;

        Bench.Pass(4);
        await Arrived(inbox, 1);

        await StaysAt(inbox, 1);
        var delivery = inbox.Deliveries.Single();
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = Encoding.UTF8.GetBytes($"{delivery.Headers["webhook-id"]}.{delivery.Headers["webhook-timestamp"]}.{Text(delivery)}");
        long.Parse(delivery.Headers["webhook-timestamp"], CultureInfo.InvariantCulture).Should().BeInRange(946684804, Bench.Time.GetUtcNow().ToUnixTimeSeconds());
        delivery.Headers["webhook-signature"].Should().Be("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        delivery.Headers["content-type"].Should().Be("application/json");
    }

    [Fact]
    public async Task Webhook_EndRefused_IsTriedAgainUnderTheSameId()
    {
        await using var inbox = await WebhookInbox.StartAsync(503, 503);
        await Create(ReplicateBench.Flux, "a lake", inbox, """["completed"]""");

        Bench.Pass(4);
        await Arrived(inbox, 3);

        await StaysAt(inbox, 3);
        inbox.Deliveries.Select(delivery => delivery.Headers["webhook-id"]).Distinct().Should().ContainSingle();
        inbox.Deliveries.Select(Text).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Webhook_OfACanceledPrediction_TellsTheEndAtOnceAndOnce()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        var created = await Create(ReplicateBench.Flux, "a lake", inbox, """["start","completed"]""");

        await Client.PostAsync(created.At("urls", "cancel").GetString()!, "");
        await HostTests.Eventually(() => inbox.Deliveries.Count == 1);
        Bench.Pass(10);

        await StaysAt(inbox, 1);
        Bodies(inbox)[0].GetProperty("status").GetString().Should().Be("canceled");
    }

    [Fact]
    public async Task Webhook_OfAFailure_TellsItsError()
    {
        await using var inbox = await WebhookInbox.StartAsync();
        await Create(ReplicateBench.Flux, "please fail", inbox, """["output","completed"]""");

        Bench.Pass(4);
        await Arrived(inbox, 1);

        await StaysAt(inbox, 1);
        Bodies(inbox)[0].GetProperty("status").GetString().Should().Be("failed");
    }

    private static string Text(Delivery delivery) => Encoding.UTF8.GetString(delivery.Body);

    private static List<JsonElement> Bodies(WebhookInbox inbox) => [.. inbox.Deliveries.Select(delivery => JsonElement.Parse(delivery.Body))];

    private static async Task StaysAt(WebhookInbox inbox, int count)
    {
        await Task.Delay(150, Wire.Token);
        inbox.Deliveries.Should().HaveCount(count);
    }

    private Task Arrived(WebhookInbox inbox, int count) => Bench.Time.PassUntilAsync(() => inbox.Deliveries.Count >= count);

    private async Task<Answer> Create(string path, string prompt, WebhookInbox inbox, string? events)
    {
        var filter = events is null ? string.Empty : $",\"webhook_events_filter\":{events}";
        var created = await Client.PostAsync(path, $$$"""{"input":{"prompt":"{{{prompt}}}"},"webhook":"{{{inbox.Address}}}"{{{filter}}}}""");
        created.Status.Should().Be(201, created.Text);
        created.At("webhook").GetString().Should().Be(inbox.Address.AbsoluteUri);
        return created;
    }
}
