using System.Text;

namespace ProviderRouter;

/// <summary>The text of an answer as far as the caller has it. After a break it drops what a continuation says again.</summary>
internal sealed class PartialAnswer
{
    private readonly StringBuilder text = new();
    private (string Text, int Required) offered = ("", 0);
    private string repeated = "";
    private int required;
    private int seen;

    /// <summary>About how many tokens the text has.</summary>
    public int Tokens
    {
        get
        {
            var bytes = 0L;
            foreach (var chunk in text.GetChunks())
            {
                bytes += Encoding.UTF8.GetByteCount(chunk.Span);
            }

            return (int)UsageEstimate.TokensOf(bytes);
        }
    }

    public override string ToString() => text.ToString();

    /// <summary>Adds a piece of text.</summary>
    /// <returns>What of it is new; empty for nothing.</returns>
    public string Take(string piece)
    {
        var fresh = seen < repeated.Length ? Skip(piece) : piece;
        text.Append(fresh);
        return fresh;
    }

    /// <summary>The beginning of the answer as another target is given it; what that one may say again counts from <see cref="Continue"/> on.</summary>
    /// <param name="support">What the target does with it.</param>
    /// <param name="trimsEnd">Whether white space at the end is left off, because servers refuse it or cut it off.</param>
    public string Offer(ContinuationSupport support, bool trimsEnd)
    {
        var whole = text.ToString();
        var beginning = trimsEnd ? whole.TrimEnd() : whole;
        offered = support == ContinuationSupport.Whole ? (whole, beginning.Length) : (whole[beginning.Length..], 0);
        return beginning;
    }

    /// <summary>The target that was given the beginning answers.</summary>
    public void Continue() => ((repeated, required), seen) = (offered, 0);

    /// <summary>The answer begins anew.</summary>
    public void Restart()
    {
        text.Clear();
        (repeated, seen) = ("", 0);
    }

    // A beginning that comes again only in part was none: the text happens to resemble it. White space that was left off may come again in part.
    private string Skip(string piece)
    {
        var same = piece.AsSpan().CommonPrefixLength(repeated.AsSpan(seen));
        seen += same;
        if (same == piece.Length)
        {
            return "";
        }

        var fresh = seen < required ? string.Concat(repeated.AsSpan(0, seen), piece.AsSpan(same)) : piece[same..];
        (repeated, seen) = ("", 0);
        return fresh;
    }
}
