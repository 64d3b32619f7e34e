namespace ProviderRouter.Emulator;

/// <summary>How an emulator is started. Every value has a default that suits a test.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The TCP port on loopback; 0 lets the system choose a free one.</summary>
    public int Port { get; set; }

    /// <summary>Whether every request is written to the console, one line each. Off by default: the emulator is silent.</summary>
    public bool Log { get; set; }

    /// <summary>
    /// Whether faults can be set and requests be read over HTTP, below <c>/control/</c>: for whoever runs the emulator in a process of its own.
    /// It asks for no key. Off by default.
    /// </summary>
    public bool Control { get; set; }

    /// <summary>The clock for delays, job progress and time stamps.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The initial <see cref="EmulatedProvider.Latency"/> of every provider.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The initial <see cref="EmulatedProvider.TokenDelay"/> of every provider.</summary>
    public TimeSpan TokenDelay { get; set; }

    /// <summary>How long an asynchronous job (a Replicate prediction, a Fireworks Kontext picture, a request in fal's queue) takes from its creation to its end.</summary>
    public TimeSpan JobDuration { get; set; } = TimeSpan.FromMilliseconds(200);
}
