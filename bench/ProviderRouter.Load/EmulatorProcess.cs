using System.Diagnostics;

namespace ProviderRouter.Load;

/// <summary>The emulator in a process of its own, on loopback.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private const string LastLine = "Ctrl+C";

    private readonly Process process;

    private EmulatorProcess(Process process) => this.process = process;

    /// <summary>Each provider's address and key, as the emulator printed them.</summary>
    public Dictionary<string, EmulatedAddress> Providers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int Port => Providers.Values.First().Address.Port;

    public int ProcessId => process.Id;

    public static async Task<EmulatorProcess> StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ProviderRouter.Emulator.dll"));
        start.ArgumentList.Add("--control");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var emulator = new EmulatorProcess(Process.Start(start) ?? throw new IOException("The emulator did not start."));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => emulator.Kill();
        try
        {
            await emulator.ReadAddressesAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the process at once, as a crash would: what connects from now on is refused.</summary>
    public void Kill()
    {
        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // it has ended already
        }
    }

    public ValueTask DisposeAsync()
    {
        Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAddressesAsync(CancellationToken cancellationToken)
    {
        string? provider = null;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(LastLine, StringComparison.Ordinal))
            {
                process.BeginErrorReadLine();
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [var name, var key, var address] && Uri.TryCreate(address, UriKind.Absolute, out var uri))
            {
                provider = name;
                Providers[name] = new(uri, key);
            }
            else if (words is [var further, var place] && provider is not null)
            {
                Providers[provider].Further[further] = new(place);
            }
        }

        throw new IOException("The emulator ended before it listened: " + await process.StandardError.ReadToEndAsync(cancellationToken));
    }
}

/// <summary>Where an emulated provider listens, and its made-up key.</summary>
internal sealed record EmulatedAddress(Uri Address, string Key)
{
    public Dictionary<string, Uri> Further { get; } = new(StringComparer.OrdinalIgnoreCase);
}
