using Microsoft.Extensions.Logging;

namespace ProviderRouter.Diagnostics;

/// <summary>The router's log messages: who serves, never what was asked or answered.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Provider {Provider} is on.")]
    public static partial void ProviderReady(ILogger logger, string provider);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Provider {Provider} is passed over: {Reason}. To switch it on, {Remedy}.")]
    public static partial void ProviderPassedOver(ILogger logger, string provider, string reason, string remedy);
}
