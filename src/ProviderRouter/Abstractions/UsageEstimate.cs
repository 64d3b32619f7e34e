using System.Text;

namespace ProviderRouter;

/// <summary>
/// About how much a model read and said, by the length of the texts. Four letters a token is the rule of thumb of tokenizers' makers for English;
/// counted in bytes it does for scripts as well whose letters are two or three bytes, and fewer to a token.
/// </summary>
internal static class UsageEstimate
{
    private const int BytesPerToken = 4;

    public static int BytesOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    public static long TokensOf(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;

    /// <summary>The estimate; null where the model reads no text, so that its answer is not counted in tokens.</summary>
    public static Usage? Of(long bytesRead, long bytesSaid) => bytesRead == 0 ? null : new()
    {
        InputTokens = TokensOf(bytesRead),
        OutputTokens = TokensOf(bytesSaid),
        TotalTokens = TokensOf(bytesRead) + TokensOf(bytesSaid),
        IsEstimated = true,
    };
}
