using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ProviderRouter.Webhooks;

namespace ProviderRouter.Tests.Webhooks;

/// <summary>Where the verifier goes for the keys, when it goes by itself.</summary>
public sealed class FalWebhookAddressTests : IDisposable
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);

    public FalWebhookAddressTests() => server.Start();

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task VerifyAsync_KeysOnThisMachine_AreFetched(string host)
    {
        using var verifier = new FalWebhookVerifier(keySet: KeysAt("http", host));
        var serving = ServeAsync();

        (await VerifyAsync(verifier)).Id.Should().Be("r1");
        await serving;
    }

    [Theory]
    [InlineData("[::ffff:127.0.0.1]")] // leads to this machine, and does not look like it
    [InlineData("[::ffff:0.0.0.0]")]
    public async Task VerifyAsync_KeysAtAnAddressThatIsNotPublic_AreNotFetched(string host)
    {
        using var verifier = new FalWebhookVerifier(keySet: KeysAt("https", host));

        var refusal = (await FluentActions.Awaiting(() => VerifyAsync(verifier)).Should().ThrowAsync<WebhookVerificationException>()).Which;

        refusal.Reason.Should().Be(WebhookFailure.KeysUnavailable);
        server.Pending().Should().BeFalse();
    }

    private Uri KeysAt(string scheme, string host) => new($"{scheme}://{host}:{((IPEndPoint)server.LocalEndpoint).Port}/keys");

    private static Task<WebhookDelivery> VerifyAsync(FalWebhookVerifier verifier)
    {
        var webhook = new FalWebhook { Key = FalWebhook.KeyOf("first"), SentAt = TimeProvider.System.GetUtcNow() };
        return verifier.VerifyAsync(webhook.Headers(), webhook.Bytes, TestContext.Current.CancellationToken).AsTask();
    }

    private async Task ServeAsync()
    {
        var keys = FalWebhook.SetOf(FalWebhook.KeyOf("first"));
        using var socket = await server.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
        var answer = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Length: {keys.Length}\r\nConnection: close\r\n\r\n{keys}");
        await socket.SendAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
    }
}
