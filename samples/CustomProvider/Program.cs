using Microsoft.Extensions.DependencyInjection;
using ProviderRouter;
using ProviderRouter.Samples.CustomProvider;

await using var server = EchoServer.Start(); // a provider of our own, on loopback

await using var client = InferenceRouting.CreateClient(builder => builder
    .AddEcho(options =>
    {
        options.BaseAddress = server.Address;
        options.ApiKey = "echo-key";
    })
    .MapModel("echo/*", "echo"));

var answer = await client.ChatAsync("echo/parrot", "Polly wants a cracker");
Console.WriteLine($"{answer.Text} (served by {answer.Info.Provider})");
