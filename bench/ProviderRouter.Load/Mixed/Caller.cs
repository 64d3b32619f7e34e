using System.Globalization;

namespace ProviderRouter.Load.Mixed;

/// <summary>Makes calls, and sees to it that what comes back belongs to them.</summary>
internal sealed class Caller(IInferenceClient client)
{
    private const string Account = "accounts/fireworks/models/";

    /// <summary>Makes a call; how it ended stands in it then.</summary>
    public async Task MakeAsync(Call call, TimeSpan patience, CancellationToken cancellationToken)
    {
        call.StartedAt = DateTimeOffset.UtcNow;
        var end = AskAsync(call, cancellationToken);
        try
        {
            call.ServedBy = await end.WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException) when (!end.IsCompleted)
        {
            call.Hangs = true;
            _ = end.ContinueWith(static late => late.Exception, TaskScheduler.Default);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            call.Failure = exception;
        }
    }

    private Task<string> AskAsync(Call call, CancellationToken cancellationToken) => call.Kind switch
    {
        WorkKind.Chat => ChatAsync(call, cancellationToken),
        WorkKind.Stream => StreamAsync(call, cancellationToken),
        WorkKind.Embeddings => EmbedAsync(call, cancellationToken),
        WorkKind.Image => ImageAsync(call, cancellationToken),
        _ => JobAsync(call, cancellationToken),
    };

    private async Task<string> ChatAsync(Call call, CancellationToken cancellationToken)
    {
        var response = await client.ChatAsync(ChatRequest(call), cancellationToken);
        Demand(call, response.Text.EndsWith(call.Mark, StringComparison.Ordinal));
        return response.Info.Provider;
    }

    private async Task<string> StreamAsync(Call call, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        var provider = "";
        await foreach (var update in client.ChatStreamAsync(ChatRequest(call), cancellationToken))
        {
            text.Append(update);
            provider = update.Info?.Provider ?? provider;
        }

        Demand(call, text.ToString().EndsWith(call.Mark, StringComparison.Ordinal));
        return provider;
    }

    private async Task<string> EmbedAsync(Call call, CancellationToken cancellationToken)
    {
        var response = await client.EmbedAsync(
            new() { Provider = call.Providers.First, Model = Model(call, "embed"), Fallbacks = [new(call.Providers.Second, SecondModel(call, "embedding"))], Inputs = [call.Mark] },
            cancellationToken);
        Demand(call, response.Vector.Length > 0);
        return response.Info.Provider;
    }

    private async Task<string> ImageAsync(Call call, CancellationToken cancellationToken)
    {
        var response = await client.GenerateImageAsync(
            new() { Provider = call.Providers.First, Model = Model(call, "flux"), Fallbacks = [new(call.Providers.Second, SecondModel(call, "image"))], Prompt = call.Mark },
            cancellationToken);
        Demand(call, (await response.Image.ReadBytesAsync(cancellationToken)).Length > 0);
        return response.Info.Provider;
    }

    private async Task<string> JobAsync(Call call, CancellationToken cancellationToken)
    {
        var request = new TextToImageRequest
        {
            Provider = call.Providers.First,
            Model = "black-forest-labs/flux-schnell",
            Fallbacks = [new(call.Providers.Second, "fal-ai/flux/schnell")],
            Prompt = call.Mark,
        };
        var job = await client.StartAsync(InferenceTasks.TextToImage, request, cancellationToken: cancellationToken);
        var response = await job.WaitAsync(cancellationToken: cancellationToken);
        Demand(call, (await response.Image.ReadBytesAsync(cancellationToken)).Length > 0);
        return response.Info.Provider;
    }

    private static ChatRequest ChatRequest(Call call) => new()
    {
        Provider = call.Providers.First,
        Model = Model(call, "chat"),
        Fallbacks = [new(call.Providers.Second, SecondModel(call, "chat"))],
        Messages = [ChatMessage.User(call.Mark)],
    };

    // A target of its own for a call that makes it rest: the others would go elsewhere, and no fault of theirs would be met. Jobs share theirs.
    private static string Model(Call call, string kind) => call.Case is { Fault.MakesRest: true }
        ? string.Create(CultureInfo.InvariantCulture, $"{Account}{kind}-load-{call.Number}")
        : $"{Account}{kind}-load";

    // The second target sees little but failures of others: its retry budget is not for them to use up.
    private static string SecondModel(Call call, string kind) => call.Case is { AtSecond: > 0 }
        ? string.Create(CultureInfo.InvariantCulture, $"emulated-{kind}-{call.Number}")
        : $"emulated-{kind}";

    private static void Demand(Call call, bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException($"The answer to {call.Mark} is not its own.");
        }
    }
}
