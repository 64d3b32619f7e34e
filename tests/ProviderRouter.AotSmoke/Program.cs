// Published with Native AOT and run: what reflection would have hidden shows here.
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter;
using ProviderRouter.AotSmoke;
using ProviderRouter.Providers.OpenAICompatible;
using ProviderRouter.Routing;
using ProviderRouter.Webhooks;

using var server = new CannedServer();
var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["InferenceRouting:CallTimeout"] = "00:01:00",
    ["InferenceRouting:ReadDotEnv"] = "false",
    ["InferenceRouting:Models:*:0"] = "local",
    ["InferenceRouting:Retry:MaxAttempts"] = "2",
    ["InferenceRouting:Providers:local:BaseAddress"] = server.Address.AbsoluteUri,
    ["InferenceRouting:Providers:local:ApiKey"] = "smoke-key",
    ["InferenceRouting:Providers:local:OmittedFields:0"] = "user",
}).Build();
var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
services.AddInferenceRouting().AddOpenAICompatible("local");
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<IInferenceClient>();
var failures = 0;

Check("options", provider.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value.CallTimeout == TimeSpan.FromMinutes(1));
Check("provider options", provider.GetRequiredService<IOptionsMonitor<OpenAICompatibleOptions>>().Get("local").OmittedFields is ["user"]);

var answer = await client.ChatAsync(new() { Model = "any/model", User = "ada", Messages = [ChatMessage.User("hi")] });
Check("chat", answer is { Text: "Hello", Info: { Provider: "local", Usage.TotalTokens: 2, Warnings: [{ Setting: "User" }] } });

var text = "";
await foreach (var update in client.ChatStreamAsync("any/model", "hi"))
{
    text += (update as ChatTextUpdate)?.Text;
}

Check("stream", text == "Hello");

var path = Path.Combine(Path.GetTempPath(), $"provider-router-{Guid.NewGuid():N}.png");
var image = await client.GenerateImageAsync("any/model", "a lighthouse");
await image.SaveAsync(path);
var saved = await File.ReadAllBytesAsync(path);
Check("image", saved.AsSpan().SequenceEqual(CannedServer.Picture));
File.Delete(path);

var plan = await client.ExplainAsync(InferenceTasks.Chat, new ChatRequest { Model = "meta-llama/Llama-3.1-8B-Instruct", Provider = "local", Messages = [] });
Check("catalog", ModelCatalog.Default.TryGet("LLAMA-3.1-8B", out var model) && model.Id == "meta-llama/Llama-3.1-8B-Instruct");
Check("plan", plan.Candidates is [{ Candidate.Provider: "local" }]);

var handle = new JobHandle { Provider = "local", Model = "m", Task = "text-to-video", JobId = "j1", CreatedAt = DateTimeOffset.UnixEpoch };
Check("job handle", JobHandle.Parse(handle.ToJson()) == handle);

try
{
    await client.StartAsync(InferenceTasks.TextToImage, new() { Model = "any/model", Prompt = "a lighthouse" });
    Check("no job", false);
}
catch (ProviderException failure)
{
    Check("no job", failure.Kind == ErrorKind.Unsupported);
}

using var verifier = new FalWebhookVerifier();
try
{
    await verifier.VerifyAsync([], "{}"u8.ToArray());
    Check("webhook", false);
}
catch (WebhookVerificationException failure)
{
    Check("webhook", failure.Reason == WebhookFailure.MissingHeader);
}

try
{
    await client.ChatAsync("../x", "hi");
    Check("refused id", false);
}
catch (RoutingException)
{
    Check("refused id", true);
}

Console.WriteLine(failures == 0 ? "AOT smoke: ok" : $"AOT smoke: {failures} failed");
return failures == 0 ? 0 : 1;

void Check(string what, bool isRight)
{
    if (!isRight)
    {
        failures++;
        Console.WriteLine($"AOT smoke: {what} is wrong");
    }
}
