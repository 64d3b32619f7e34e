using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProviderRouter;
using ProviderRouter.Emulator;
using ProviderRouter.Samples.DependencyInjection;

// The emulator stands in for the providers, so that the sample runs without keys; leave UseEmulator out to use your own.
await using var emulator = await ProviderEmulator.StartAsync();

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddInferenceRouting().UseEmulator(emulator);
builder.Services.AddTransient<Greeter>();

using var host = builder.Build();
await host.StartAsync(); // a wrong setting is told here, not at the first call
Console.WriteLine(await host.Services.GetRequiredService<Greeter>().GreetAsync("Ada", CancellationToken.None));
await host.StopAsync();

namespace ProviderRouter.Samples.DependencyInjection
{
    /// <summary>A service of the application: it asks for the client, and knows no provider.</summary>
    internal sealed class Greeter(IInferenceClient client)
    {
        public async Task<string> GreetAsync(string name, CancellationToken cancellationToken)
        {
            var answer = await client.ChatAsync("meta-llama/Llama-3.1-8B-Instruct", $"Greet {name} in one line.", cancellationToken);
            return $"{answer.Text} ({answer.Info.Provider}, ${answer.Info.CostUsd})";
        }
    }
}
