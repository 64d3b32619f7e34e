using System.Collections;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Emulator;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.EndToEnd;

/// <summary>Calls with content that well or badly end; then everything that is written down about them is searched for the content.</summary>
public sealed class ContentCanaryTests
{
    private const string Canary = "canary-of-the-content";

    private static readonly string[] Models =
    [
        "meta-llama/Llama-3.1-8B-Instruct:fireworks-ai", "meta/meta-llama-3-8b-instruct:replicate", "openai/gpt-oss-20b:huggingface-router", "m:openai-compatible",
    ];

    [Fact]
    public async Task AnyCall_WellOrNot_LeavesItsContentInNoLogActivityOrMessage()
    {
        var seen = new StringBuilder();
        var own = new AsyncLocal<bool> { Value = true };
        using var listener = Listen(seen, own);
        await using var router = await EmulatedRouter.StartAsync(builder => builder.Services.Configure<InferenceRoutingOptions>(options => options.DisableFallbacks = true));

        foreach (var model in Models)
        {
            var provider = router.Emulator[model[(model.LastIndexOf(':') + 1)..]];
            foreach (var fault in new EmulatedFault?[]
            {
                null, EmulatedFault.Status(401, """{"error":{"message":"bad key"}}"""), EmulatedFault.Status(422, """{"detail":[{"loc":["body"],"msg":"wrong"}]}"""),
                EmulatedFault.Status(400, "<html>no</html>"), EmulatedFault.Status(200, "no JSON"), EmulatedFault.Status(307, null, ("Location", "https://elsewhere.test/?sig=canary-of-the-content")), EmulatedFault.Reset(),
            })
            {
                foreach (var request in Requests(model))
                {
                    if (fault is not null)
                    {
                        provider.EnqueueFault(fault);
                    }

                    await TryAsync(seen, () => router.Client.ChatAsync(request, TestContext.Current.CancellationToken));
                }

                if (fault is not null)
                {
                    provider.EnqueueFault(fault);
                }

                await TryAsync(seen, () => router.Client.ChatStreamAsync(model, Canary, TestContext.Current.CancellationToken).ToResponseAsync(TestContext.Current.CancellationToken));
            }
        }

        seen.AppendJoin('\n', router.Log.Lines);
        var all = seen.ToString();
        router.Log.Lines.Should().NotBeEmpty();
        all.Should().Contain("conversational", "activities were heard").And.Contain("answered 401", "failures were seen");
        all.Should().NotContain(Canary);
        all.Should().NotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(Canary)));
    }

    private static IEnumerable<ChatRequest> Requests(string model)
    {
        var request = new ChatRequest { Model = model, Messages = [new() { Role = ChatRole.System, Parts = [new ChatTextPart(Canary)] }, ChatMessage.User(Canary)] };
        yield return request;
        yield return request with
        {
            Tools = [new ChatTool { Name = "look_up", Description = Canary, Parameters = JsonElement.Parse("""{"type":"object","description":"canary-of-the-content"}""") }],
            Messages =
            [
                ChatMessage.User(Canary),
                new() { Role = ChatRole.Assistant, Parts = [new ChatToolCallPart { Id = "c1", Name = "look_up", Arguments = $$"""{"q":"{{Canary}}"}""" }] },
                ChatMessage.ToolResult("c1", Canary),
            ],
        };
        yield return request with { Messages = [new() { Role = ChatRole.User, Parts = [new ChatImagePart(MediaContent.FromBytes(Encoding.ASCII.GetBytes(Canary), "image/png"))] }] };
        yield return request with { ProviderParameters = new Dictionary<string, System.Text.Json.Nodes.JsonObject> { [model[(model.LastIndexOf(':') + 1)..]] = new() { ["user"] = Canary } } };
    }

    private static async Task TryAsync(StringBuilder seen, Func<Task<ChatResponse>> call)
    {
        try
        {
            seen.AppendLine((await call()).Info.ToString());
        }
        catch (InferenceException failure)
        {
            seen.AppendLine(failure.ToString()).AppendJoin(' ', failure.Attempts);
            foreach (DictionaryEntry entry in failure.Data)
            {
                seen.Append(entry.Key).Append(' ').Append(entry.Value).AppendLine();
            }
        }
    }

    private static ActivityListener Listen(StringBuilder seen, AsyncLocal<bool> own)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => own.Value ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                lock (seen)
                {
                    seen.AppendLine($"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription}").AppendJoin(' ', activity.TagObjects).AppendJoin(' ', activity.Baggage);
                    foreach (var item in activity.Events)
                    {
                        seen.AppendLine(item.Name).AppendJoin(' ', item.Tags);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
