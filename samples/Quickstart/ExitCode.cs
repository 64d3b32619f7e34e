namespace ProviderRouter.Samples.Quickstart;

/// <summary>What the exit codes mean.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A provider failed, or nobody could be asked.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>A setting is wrong: a key, a line of .env.local.</summary>
    public const int Configuration = 3;

    /// <summary>Ctrl+C.</summary>
    public const int Cancelled = 130;
}
