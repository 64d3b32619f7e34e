using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ProviderRouter.Emulator.Tests.Replicate;

public sealed class ReplicateWebhookTests : ReplicateTestBase
{
    [Fact]
    public async Task Webhook_OfAllEvents_TellsStartNewsAndEnd()
    {
        await using var receiver = new Receiver();
        var created = await Create(ReplicateBench.Llama, "Tell me of the sea and of its many ships.", receiver, """["start","output","logs","completed"]""");

        await PassUntil(() => receiver.Messages.Any(message => message.Body.Contains("completed_at", StringComparison.Ordinal)));

        await receiver.StaysAt(receiver.Messages.Count);
        var bodies = receiver.Bodies();
        bodies.Should().HaveCountLessThanOrEqualTo(8, "news come at most twice a second").And.HaveCountGreaterThan(2);
        bodies.Should().OnlyContain(body => body.GetProperty("id").GetString() == created.At("id").GetString());
        bodies[0].GetProperty("status").GetString().Should().Be("processing");
        bodies.Skip(1).SkipLast(1).Select(body => body.GetProperty("output").GetArrayLength()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        bodies[^1].GetRawText().Should().Be((await Client.GetAsync(created.At("urls", "get").GetString()!)).Text);
    }

    [Fact]
    public async Task Webhook_WithoutAFilter_TellsOutputAndEnd()
    {
        await using var receiver = new Receiver();
        await Create(ReplicateBench.Flux, "a lake", receiver, null);

        Bench.Pass(4);
        await Arrived(receiver, 2);

        await receiver.StaysAt(2);
        receiver.Bodies().Select(body => body.GetProperty("status").GetString()).Should().Equal("processing", "succeeded");
        receiver.Bodies().Should().OnlyContain(body => body.GetProperty("output").GetArrayLength() == 1);
    }

    [Fact]
    public async Task Webhook_OfTheEndAlone_IsSignedWithTheAccountsSecret()
    {
        await using var receiver = new Receiver();
        await Create(ReplicateBench.Flux, "a lake", receiver, """["completed"]""");
        var secret = (await Client.GetAsync("v1/webhooks/default/secret")).At("key").GetString()!;

        Bench.Pass(4);
        await Arrived(receiver, 1);

        await receiver.StaysAt(1);
        var message = receiver.Messages.Single();
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = Encoding.UTF8.GetBytes($"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}.{message.Body}");
        long.Parse(message.Headers["webhook-timestamp"], CultureInfo.InvariantCulture).Should().BeInRange(946684804, Bench.Time.GetUtcNow().ToUnixTimeSeconds());
        message.Headers["webhook-signature"].Should().Be("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        message.Headers["content-type"].Should().Be("application/json");
    }

    [Fact]
    public async Task Webhook_EndRefused_IsTriedAgainUnderTheSameId()
    {
        await using var receiver = new Receiver(refusals: 2);
        await Create(ReplicateBench.Flux, "a lake", receiver, """["completed"]""");

        Bench.Pass(4);
        await Arrived(receiver, 3);

        await receiver.StaysAt(3);
        receiver.Messages.Select(message => message.Headers["webhook-id"]).Distinct().Should().ContainSingle();
        receiver.Messages.Select(message => message.Body).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Webhook_OfACanceledPrediction_TellsTheEndAtOnceAndOnce()
    {
        await using var receiver = new Receiver();
        var created = await Create(ReplicateBench.Flux, "a lake", receiver, """["start","completed"]""");

        await Client.PostAsync(created.At("urls", "cancel").GetString()!, "");
        await HostTests.Eventually(() => receiver.Messages.Count == 1);
        Bench.Pass(10);

        await receiver.StaysAt(1);
        receiver.Bodies()[0].GetProperty("status").GetString().Should().Be("canceled");
    }

    [Fact]
    public async Task Webhook_OfAFailure_TellsItsError()
    {
        await using var receiver = new Receiver();
        await Create(ReplicateBench.Flux, "please fail", receiver, """["output","completed"]""");

        Bench.Pass(4);
        await Arrived(receiver, 1);

        await receiver.StaysAt(1);
        receiver.Bodies()[0].GetProperty("status").GetString().Should().Be("failed");
    }

    private Task Arrived(Receiver receiver, int count) => PassUntil(() => receiver.Messages.Count >= count);

    /// <summary>Lets time pass in small steps, for the sender reads the clock at times of its own.</summary>
    private async Task PassUntil(Func<bool> holds)
    {
        for (var step = 0; step < 400 && !holds(); step++)
        {
            await Task.Delay(40, Wire.Token);
            Bench.Pass(0.1);
        }

        holds().Should().BeTrue();
    }

    private async Task<Answer> Create(string path, string prompt, Receiver receiver, string? events)
    {
        var filter = events is null ? string.Empty : $",\"webhook_events_filter\":{events}";
        var created = await Client.PostAsync(path, $$$"""{"input":{"prompt":"{{{prompt}}}"},"webhook":"{{{receiver.Address}}}"{{{filter}}}}""");
        created.Status.Should().Be(201, created.Text);
        created.At("webhook").GetString().Should().Be(receiver.Address);
        return created;
    }

    /// <summary>A caller's server on loopback.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly List<(Dictionary<string, string> Headers, string Body)> _messages = [];
        private readonly Task _loop;
        private int _refusals;

        public Receiver(int refusals = 0)
        {
            _refusals = refusals;
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook/";
            }

            _listener.Prefixes.Add(Address);
            _listener.Start();
            _loop = Task.Run(ListenAsync);
        }

        public string Address { get; }

        public IReadOnlyList<(Dictionary<string, string> Headers, string Body)> Messages
        {
            get
            {
                lock (_messages)
                {
                    return [.. _messages];
                }
            }
        }

        public List<JsonElement> Bodies() => [.. Messages.Select(message => JsonElement.Parse(message.Body))];

        public async Task StaysAt(int count)
        {
            await Task.Delay(150, Wire.Token);
            Messages.Should().HaveCount(count);
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Close();
            await _loop;
        }

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                {
                    var context = await _listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    var body = await reader.ReadToEndAsync();
                    var headers = context.Request.Headers.AllKeys.ToDictionary(name => name!.ToLowerInvariant(), name => context.Request.Headers[name]!);
                    context.Response.StatusCode = Interlocked.Decrement(ref _refusals) >= 0 ? 503 : 200;
                    lock (_messages)
                    {
                        _messages.Add((headers, body));
                    }

                    context.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
