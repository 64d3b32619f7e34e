using System.Collections;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProviderRouter.DependencyInjection;
using ProviderRouter.Emulator;
using ProviderRouter.Providers.Fireworks;
using ProviderRouter.Providers.HuggingFace;
using ProviderRouter.Providers.Replicate;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Calls that go well and calls that fail in many ways; then everything that anybody could read is searched for the keys.</summary>
public sealed class CanaryTests
{
    private static readonly string[] Models =
    [
        "meta-llama/Llama-3.1-8B-Instruct:fireworks-ai", "meta/meta-llama-3-8b-instruct:replicate", "openai/gpt-oss-20b:huggingface-router", "m:openai-compatible",
    ];

    [Fact]
    public async Task AnyCall_WellOrNot_ShowsNoKeyAnywhere()
    {
        var seen = new StringBuilder();
        using var listener = Listen(seen);
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.DisableFallbacks = true));
        var keys = router.Emulator.Providers.Select(provider => provider.ApiKey).ToList();

        foreach (var model in Models)
        {
            var provider = router.Emulator[model[(model.LastIndexOf(':') + 1)..]];
            await TryAsync(seen, () => router.Client.ChatAsync(model, "hi", TestContext.Current.CancellationToken));
            await TryAsync(seen, () => router.Client.ChatStreamAsync(model, "hi", TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken));
            foreach (var fault in new[]
            {
                EmulatedFault.Status(401, $"{{\"error\":{{\"message\":\"bad key {provider.ApiKey}\",\"code\":\"{provider.ApiKey}\"}}}}"),
                EmulatedFault.Status(400, $"<html>{provider.ApiKey}</html>", ("x-request-id", "r-1")),
                EmulatedFault.Status(200, $"no JSON: {provider.ApiKey}"),
                EmulatedFault.Status(307, null, ("Location", "https://elsewhere.test/")),
                EmulatedFault.Reset(),
            })
            {
                provider.EnqueueFault(fault);
                await TryAsync(seen, () => router.Client.ChatAsync(model, "hi", TestContext.Current.CancellationToken));
            }
        }

        var services = router.Services;
        seen.AppendJoin('\n', router.Log.Lines);
        Dump(seen, services.GetRequiredService<IOptions<InferenceRoutingOptions>>().Value);
        Dump(seen, services.GetRequiredService<IOptionsMonitor<FireworksOptions>>().Get("fireworks-ai"));
        Dump(seen, services.GetRequiredService<IOptionsMonitor<ReplicateOptions>>().Get("replicate"));
        Dump(seen, services.GetRequiredService<IOptionsMonitor<HuggingFaceOptions>>().Get("huggingface-router"));
        Dump(seen, services.GetRequiredService<RouterRuntime>().Providers);
        foreach (var request in router.Emulator.Providers.SelectMany(provider => provider.Requests))
        {
            Dump(seen, request);
        }

        var all = seen.ToString();
        keys.Should().HaveCountGreaterThan(3).And.OnlyContain(key => key.Length > 10);
        keys.Where(key => all.Contains(key, StringComparison.Ordinal)).Should().BeEmpty();
        all.Should().Contain("***", "what servers echoed is there, scrubbed");
    }

    private static async Task TryAsync(StringBuilder seen, Func<Task<ChatResponse>> call)
    {
        try
        {
            var answer = await call();
            Dump(seen, answer.Info);
            seen.AppendLine(answer.ToString());
        }
        catch (InferenceException failure)
        {
            for (Exception? exception = failure; exception is not null; exception = exception.InnerException)
            {
                seen.AppendLine(exception.ToString());
                foreach (DictionaryEntry entry in exception.Data)
                {
                    seen.Append(entry.Key).Append(' ').Append(entry.Value).AppendLine();
                }
            }

            Dump(seen, failure.Attempts);
            if (failure is ProviderException known)
            {
                seen.AppendLine($"{known.ResponseBody} {known.ErrorCode} {known.RequestId}");
            }
        }
    }

    private static void Dump<T>(StringBuilder seen, T value) => seen.AppendLine(value!.ToString()).AppendLine(JsonSerializer.Serialize(value));

    private static ActivityListener Listen(StringBuilder seen)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ProviderRouter",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (seen)
                {
                    seen.AppendLine(activity.DisplayName).AppendJoin(' ', activity.TagObjects).AppendLine(activity.StatusDescription);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
