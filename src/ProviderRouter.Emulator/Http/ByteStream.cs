namespace ProviderRouter.Emulator.Http;

/// <summary>Sends a file piece by piece, its length unannounced, with the provider's delay between the pieces.</summary>
internal static class ByteStream
{
    private const int PieceBytes = 16 * 1024;

    public static async Task WriteAsync(Exchange exchange, ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var response = exchange.Http.Response;
        response.StatusCode = 200;
        response.ContentType = mediaType;
        var breaks = exchange.Fault?.Kind is FaultKind.Cut or FaultKind.StreamError;
        var end = breaks ? bytes.Length / 2 : bytes.Length;
        for (var at = 0; at < end; at += PieceBytes)
        {
            if (at > 0)
            {
                await exchange.DelayAsync(exchange.TokenDelay).ConfigureAwait(false);
            }

            await response.Body.WriteAsync(bytes[at..Math.Min(end, at + PieceBytes)], exchange.Ended).ConfigureAwait(false);
            await response.Body.FlushAsync(exchange.Ended).ConfigureAwait(false);
        }

        if (breaks)
        {
            exchange.Http.Abort();
        }
    }
}
