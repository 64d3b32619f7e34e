using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Tests.Testing;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Providers;

public sealed class TogetherRegistrationTests
{
    [Theory]
    [InlineData("TOGETHER_API_KEY")]
    [InlineData("TOGETHER_API_TOKEN")]
    public void AddInferenceRouting_KeyInTheEnvironment_SwitchesTogetherOn(string variable)
    {
        using var router = new TestRouter(environment: TestRouter.WithKeys(variable));

        router.Services.GetRequiredService<RouterRuntime>().Providers.Where(provider => provider.IsReady).Select(provider => provider.Name).Should().Equal("together");
    }

    [Fact]
    public void AddTogether_BaseAddressWithAVersion_IsRefused()
    {
        using var router = new TestRouter(builder => builder.AddTogether(options => options.BaseAddress = new("https://api.together.xyz/v1")));

        FluentActions.Invoking(() => router.Client).Should().Throw<InferenceConfigurationException>().Which.Message.Should().Contain("ends in a version");
    }

    [Fact]
    public void AddTogether_Twice_IsOnePartnerOfRouters()
    {
        using var router = new TestRouter(builder => builder.AddTogether("second"));

        var partner = router.Services.GetServices<RoutedPartner>().Where(one => one.Id == "together").Should().ContainSingle().Subject;

        partner.CreateHandlers(new()
        {
            CreateTransport = static _ => null!,
            Downloader = router.Services.GetRequiredService<MediaDownloader>(),
            TimeProvider = TimeProvider.System,
            OpenJobs = router.Services.GetRequiredService<OpenJobs>(),
            Offers = null!,
        }).Select(task => task.Name).Distinct().Should().BeEquivalentTo(
            "text-generation", "feature-extraction", "text-to-image", "image-to-image", "text-to-video", "image-to-video", "text-to-speech", "automatic-speech-recognition");
    }
}
