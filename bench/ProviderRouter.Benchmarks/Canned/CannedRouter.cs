using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.DependencyInjection;

namespace ProviderRouter.Benchmarks.Canned;

/// <summary>The product as an application has it, but for the network.</summary>
internal static class CannedRouter
{
    public const string Model = "meta-llama/Llama-3.1-8B-Instruct";
    public const string WireModel = "accounts/fireworks/models/llama-v3p1-8b-instruct";
    public const string Key = "fw_made_up_for_a_benchmark";

    public static OwnedInferenceClient Create(CannedBody body) => InferenceRouting.CreateClient(builder =>
    {
        builder.Services.AddSingleton<IKeyEnvironment, NoEnvironment>();
        builder.AddFireworks(options => options.ApiKey = Key);
        builder.Services.AddHttpClient(ProviderHttpClient.NameOf("fireworks-ai")).ConfigurePrimaryHttpMessageHandler(() => new CannedHandler(body));
    });

    private sealed class NoEnvironment : IKeyEnvironment
    {
        public string CurrentDirectory => AppContext.BaseDirectory;

        public string? GetVariable(string name) => null;
    }
}
