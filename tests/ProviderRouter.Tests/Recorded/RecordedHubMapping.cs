using Microsoft.Extensions.DependencyInjection;
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
        var found = new List<HubOffer>();
        using var router = new TestRouter(builder => builder.AddProvider<HuggingFaceOptions>(
            Name,
            options => (options.BaseAddress, options.ApiKey) = (options.HubAddress, "hf_canary_1234567890abcdef"),
            context => new Asks(new(context.Name, context.CreateTransport(new HuggingFaceErrorReader()), context.Options.HubTimeout, context.TimeProvider), found)));
        router.Http.When("*").Respond(_ => entry.Answer());

        await router.Client.SendAsync(
            InferenceTasks.Raw, new() { Provider = Name, Model = entry.Expect.GetProperty("model").GetString(), Input = [] }, TestContext.Current.CancellationToken);

        found.Select(offer => (offer.Provider, offer.Model, offer.Task, offer.Status)).Should().Equal(
            entry.Expect.GetProperty("providers").EnumerateArray().Select(provider => (
                provider.GetProperty("provider").GetString()!,
                provider.GetProperty("providerId").GetString()!,
                provider.GetProperty("task").GetString(),
                provider.GetProperty("status").GetString()!)));
    }

    /// <summary>Keeps what the Hub says of the model of a call.</summary>
    private sealed class Asks : IProvider, ITaskHandler<RawRequest, RawResponse>
    {
        private readonly HubClient hub;
        private readonly List<HubOffer> found;

        public Asks(HubClient hub, List<HubOffer> found)
        {
            (this.hub, this.found) = (hub, found);
            Handlers = new() { { InferenceTasks.Raw, this } };
        }

        string IProvider.Name => Name;

        public TaskHandlerMap Handlers { get; }

        public async Task<RawResponse> HandleAsync(TaskContext<RawRequest> context, CancellationToken cancellationToken)
        {
            found.AddRange((await hub.FindAsync(context.Model, cancellationToken))!);
            return new();
        }
    }
}
