using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Providers;
using ProviderRouter.Providers.HuggingFace;
using ProviderRouter.Tests.Testing;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Recorded;

/// <summary>Who serves a model by the Hub's word.</summary>
internal static class RecordedHubMapping
{
    private const string Name = "asks-the-hub";

    public static async Task CheckAsync(RecordedEntry entry)
    {
        HubClient? hub = null;
        using var router = new TestRouter(builder => builder.AddProvider<HuggingFaceOptions>(
            Name,
            options => (options.BaseAddress, options.ApiKey) = (options.HubAddress, "hf_canary_1234567890abcdef"),
            context =>
            {
                hub = new(context.Name, context.CreateTransport(new HuggingFaceErrorReader()), context.Options.HubTimeout, context.TimeProvider);
                return new NoTasks();
            }));
        router.Http.When("*").Respond(_ => entry.Answer());
        router.Services.GetRequiredService<RouterRuntime>().Providers.Should().Contain(provider => provider.Name == Name);

        var offers = await hub!.FindAsync(entry.Expect.GetProperty("model").GetString()!, TestContext.Current.CancellationToken);

        offers!.Select(offer => (offer.Provider, offer.Model, offer.Task, offer.Status)).Should().Equal(
            entry.Expect.GetProperty("providers").EnumerateArray().Select(provider => (
                provider.GetProperty("provider").GetString()!,
                provider.GetProperty("providerId").GetString()!,
                provider.GetProperty("task").GetString(),
                provider.GetProperty("status").GetString()!)));
    }

    private sealed class NoTasks : IProvider
    {
        string IProvider.Name => Name;

        public TaskHandlerMap Handlers { get; } = new();
    }
}
