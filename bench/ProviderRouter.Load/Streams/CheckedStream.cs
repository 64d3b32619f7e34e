using System.Globalization;

namespace ProviderRouter.Load.Streams;

/// <summary>One chat stream whose text is known before it comes: the emulator says what was said to it.</summary>
/// <param name="client">The client.</param>
/// <param name="number">Which stream it is; no other says the same.</param>
/// <param name="tokens">How many numbers it carries.</param>
/// <param name="mark">A word that the faults of this run wait for.</param>
internal sealed class CheckedStream(IInferenceClient client, int number, int tokens, string mark)
{
    public const string Provider = "fireworks-ai";
    public const string Model = "accounts/fireworks/models/load-streams";

    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the stream's first text, or with the stream.</summary>
    public Task Begun => begun.Task;

    /// <summary>How many updates with text came.</summary>
    public int Texts { get; private set; }

    /// <summary>How many exchanges it took to open.</summary>
    public int Attempts { get; private set; }

    /// <summary>Reads the stream to its end.</summary>
    /// <returns>What was wrong with it; null for nothing.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var prompt = string.Create(CultureInfo.InvariantCulture, $"{mark} {number}: {string.Join(' ', Enumerable.Range(1000, tokens))}");
        var expected = $"This is a synthetic answer from the ProviderRouter emulator (model {Model}). You said: {prompt}";
        try
        {
            return await ReadAsync(prompt, expected, cancellationToken);
        }
        catch (InferenceException failure)
        {
            return failure.ToString();
        }
        finally
        {
            begun.TrySetResult();
        }
    }

    private async Task<string?> ReadAsync(string prompt, string expected, CancellationToken cancellationToken)
    {
        var request = new ChatRequest { Provider = Provider, Model = Model, Messages = [ChatMessage.User(prompt)] };
        var length = 0;
        ResponseInfo? info = null;
        await foreach (var update in client.ChatStreamAsync(request, cancellationToken))
        {
            if (update is ChatTextUpdate { Text: var text })
            {
                if (!expected.AsSpan(length).StartsWith(text, StringComparison.Ordinal))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"stream {number}: '{text}' came where '{expected.AsSpan(length, Math.Min(20, expected.Length - length))}' was due");
                }

                length += text.Length;
                Texts++;
                begun.TrySetResult();
            }

            info = update.Info ?? info;
        }

        Attempts = info?.Attempts.Count ?? 0;
        return length < expected.Length ? string.Create(CultureInfo.InvariantCulture, $"stream {number}: ended {expected.Length - length} characters too early")
            : info?.Usage?.OutputTokens != Texts ? string.Create(CultureInfo.InvariantCulture, $"stream {number}: {info?.Usage?.OutputTokens} tokens came as {Texts} updates")
            : null;
    }
}
