using System.Diagnostics;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Chat, streamed as it comes.</summary>
internal static class ChatCommand
{
    public const string DefaultModel = "meta-llama/Llama-3.1-8B-Instruct";

    public static async Task<int> RunAsync(IInferenceClient client, string prompt, string? model, CancellationToken cancellationToken)
    {
        model ??= DefaultModel;
        var startedAt = Stopwatch.GetTimestamp();
        ResponseInfo? info = null;
        await foreach (var update in client.ChatStreamAsync(model, prompt, cancellationToken))
        {
            if (update is ChatTextUpdate text)
            {
                AnsiConsole.Write(text.Text);
            }

            info = update.Info ?? info;
        }

        AnsiConsole.WriteLine();
        Report.Print(model, info!, startedAt, Report.Tokens(info!.Usage));
        return ExitCode.Ok;
    }
}
