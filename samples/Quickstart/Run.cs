using Microsoft.Extensions.DependencyInjection;
using ProviderRouter.Emulator;
using Spectre.Console;

namespace ProviderRouter.Samples.Quickstart;

/// <summary>Makes the client: with the keys that are found, or against the built-in emulator when there is none.</summary>
internal static class Run
{
    public static async Task<int> WithClientAsync(Func<IInferenceClient, Task<int>> run)
    {
        try
        {
            using var client = InferenceRouting.CreateClient();
            if (client.Providers.Any(provider => provider.IsReady))
            {
                ShowKeys(client.Providers);
                return await run(client);
            }

            return await WithEmulatorAsync(run);
        }
        catch (InferenceConfigurationException exception)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
            return ExitCode.Configuration;
        }
        catch (InferenceException exception)
        {
            Report.Print(exception);
            return ExitCode.Failed;
        }
        catch (IOException exception)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{exception.Message}[/]");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine("[yellow]Cancelled.[/]");
            return ExitCode.Cancelled;
        }
    }

    private static async Task<int> WithEmulatorAsync(Func<IInferenceClient, Task<int>> run)
    {
        AnsiConsole.MarkupLine("[yellow]No key was found, so the built-in emulator answers, with made-up content; for the real providers put HF_TOKEN, FIREWORKS_API_TOKEN, REPLICATE_API_TOKEN, TOGETHER_API_KEY or FAL_KEY into .env.local.[/]");
        AnsiConsole.WriteLine();
        await using var emulator = await ProviderEmulator.StartAsync(options => options.TokenDelay = TimeSpan.FromMilliseconds(20));
        using var client = InferenceRouting.CreateClient(builder => builder.UseEmulator(emulator));
        return await run(client);
    }

    private static void ShowKeys(IReadOnlyList<ProviderStatus> providers)
    {
        foreach (var provider in providers)
        {
            if (provider.IsReady)
            {
                AnsiConsole.MarkupLineInterpolated($"[green]on [/] {provider.Name}: key from {provider.KeySource}");
            }
            else
            {
                AnsiConsole.MarkupLineInterpolated($"[grey]off {provider.Name}: {provider.Remedy}[/]");
            }
        }

        AnsiConsole.WriteLine();
    }
}
