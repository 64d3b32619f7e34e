using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.DependencyInjection;

/// <summary>What the network handlers of providers and of downloads are set to.</summary>
public sealed class HandlerSettingsTests
{
    [Theory]
    [InlineData("fireworks-ai", false)]
    [InlineData("replicate", false)]
    [InlineData("fal-ai", false)]
    [InlineData("downloads", true)]
    public void Handler_OfAProviderOrOfDownloads_FollowsNothingKeepsNothingAndHasLimits(string name, bool isDownload)
    {
        using var services = Configured.Services("{}");
        var handler = services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler($"ProviderRouter.{name}");
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        ShouldBeSet(handler.Should().BeOfType<SocketsHttpHandler>().Subject, isDownload);
    }

    [Fact]
    public void GuardedHandler_ForWhateverElseIsFetched_IsSetLikeThatOfDownloads()
    {
        using var handler = GuardedHandler.Create([]);

        ShouldBeSet(handler, isGuarded: true);
    }

    [Fact]
    public void Options_OfEveryBuiltInProvider_SpeakHttpsUnlessTold()
    {
        using var services = Configured.Services("{}");
        var providers = services.GetServices<ProviderDescriptor>().ToList();

        providers.Should().HaveCountGreaterThan(5);
        foreach (var provider in providers)
        {
            var monitor = services.GetRequiredService(typeof(IOptionsMonitor<>).MakeGenericType(provider.Options));
            var options = (ProviderOptions)monitor.GetType().GetMethod("Get")!.Invoke(monitor, [provider.Name])!;
            options.FurtherAddresses.Select(further => further.Value).Prepend(options.BaseAddress).Should().OnlyContain(address => address!.Scheme == "https", provider.Name);
        }
    }

    [Fact]
    public void Limits_OfBodies_AreThoseOfTheTable()
    {
        (ReadLimits.Body, ReadLimits.Events, ReadLimits.Download, (long)ExchangeBody.MaxBytes).Should().Be((64L << 20, 256L << 20, 512L << 20, 100L << 20));
    }

    private static void ShouldBeSet(SocketsHttpHandler sockets, bool isGuarded)
    {
        sockets.AllowAutoRedirect.Should().BeFalse("a redirect would carry the prompt elsewhere");
        sockets.UseCookies.Should().BeFalse();
        sockets.UseProxy.Should().BeFalse("the environment's proxy would see the prompt, and could reach what is private");
        sockets.Credentials.Should().BeNull();
        sockets.AutomaticDecompression.Should().Be(DecompressionMethods.None);
        sockets.MaxResponseHeadersLength.Should().Be(64);
        sockets.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(5));
        sockets.PooledConnectionLifetime.Should().Be(TimeSpan.FromMinutes(5));
        sockets.PooledConnectionIdleTimeout.Should().Be(TimeSpan.FromSeconds(60));
        sockets.SslOptions.RemoteCertificateValidationCallback.Should().BeNull("certificates are always checked");
        (sockets.ConnectCallback is not null).Should().Be(isGuarded);
    }
}
