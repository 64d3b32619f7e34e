using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;

namespace ProviderRouter.Load;

/// <summary>What the machine says of this process and of the emulator's.</summary>
internal static class Machine
{
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, load average {LoadAverage()}");

    /// <summary>How many files and sockets a process may have open; null where the system does not tell.</summary>
    public static int? MaxOpenFiles(int processId)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/limits");
        return File.Exists(path)
            && Array.Find(File.ReadAllLines(path), line => line.StartsWith("Max open files", StringComparison.Ordinal)) is { } line
            && int.TryParse(line["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture, out var soft)
            ? soft
            : null;
    }

    /// <summary>How many connections lead from here to a port.</summary>
    public static int Connections(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.State == TcpState.Established && connection.RemoteEndPoint.Port == port);

    /// <summary>The memory of this process after a full collection.</summary>
    public static Memory Measure()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var self = Process.GetCurrentProcess();
        return new(GC.GetTotalMemory(forceFullCollection: true), self.WorkingSet64);
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}

/// <summary>Bytes of the managed heap, and of the process in memory.</summary>
internal readonly record struct Memory(long Managed, long WorkingSet)
{
    public static Memory operator -(Memory left, Memory right) => new(left.Managed - right.Managed, left.WorkingSet - right.WorkingSet);
}
