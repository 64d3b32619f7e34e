using System.Globalization;
using System.Runtime.InteropServices;
using ProviderRouter.Emulator;

const string Help = """
    ProviderRouter.Emulator: inference providers on loopback, with synthetic answers.

      --port <number>            TCP port; a free one by default
      --log                      one line per request
      --control                  faults and requests over HTTP, below /control/
      --latency <ms>             wait before each answer
      --token-delay <ms>         wait between two events of a stream (default 20)
      --job-duration <ms>        length of an asynchronous job (default 1500)
      --help                     this text
    """;

var port = 0;
var log = false;
var control = false;
var latency = 0;
var tokenDelay = 20;
var jobDuration = 1500;

for (var i = 0; i < args.Length; i++)
{
    var known = args[i] switch
    {
        "--log" => log = true,
        "--control" => control = true,
        "--port" => Number(ref port, i++),
        "--latency" => Number(ref latency, i++),
        "--token-delay" => Number(ref tokenDelay, i++),
        "--job-duration" => Number(ref jobDuration, i++),
        _ => false,
    };
    if (!known)
    {
        var asked = args[i < args.Length ? i : ^1] is "--help" or "-h";
        await (asked ? Console.Out : Console.Error).WriteLineAsync(Help).ConfigureAwait(false);
        return asked ? 0 : 1;
    }
}

ProviderEmulator emulator;
try
{
    emulator = await ProviderEmulator.StartAsync(options =>
    {
        options.Port = port;
        options.Log = log;
        options.Control = control;
        options.Latency = TimeSpan.FromMilliseconds(latency);
        options.TokenDelay = TimeSpan.FromMilliseconds(tokenDelay);
        options.JobDuration = TimeSpan.FromMilliseconds(jobDuration);
    }).ConfigureAwait(false);
}
catch (IOException unavailable)
{
    await Console.Error.WriteLineAsync(unavailable.Message).ConfigureAwait(false);
    return 1;
}

await using (emulator.ConfigureAwait(false))
{
    Console.WriteLine($"{"provider",-20} {"key",-20} base address");
    foreach (var provider in emulator.Providers)
    {
        Console.WriteLine($"{provider.Name,-20} {provider.ApiKey,-20} {provider.BaseAddress}");
        foreach (var (name, address) in provider.Addresses)
        {
            Console.WriteLine($"{string.Empty,-20} {name,-20} {address}");
        }
    }

    Console.WriteLine("Ctrl+C stops the emulator.");
    var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await stop.Task.ConfigureAwait(false);

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}

return 0;

bool Number(ref int target, int at) =>
    at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out target);
