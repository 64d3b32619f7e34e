using System.Buffers;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>The text received so far, kept without garbage in case the stream breaks.</summary>
internal sealed class PartialText : IDisposable
{
    private char[] buffer = [];
    private int length;

    public void Append(string text)
    {
        if (length + text.Length > buffer.Length)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(1024, Math.Max(length + text.Length, buffer.Length * 2)));
            buffer.AsSpan(0, length).CopyTo(larger);
            Return();
            buffer = larger;
        }

        text.CopyTo(buffer.AsSpan(length));
        length += text.Length;
    }

    public override string ToString() => new(buffer, 0, length);

    public void Dispose()
    {
        Return();
        (buffer, length) = ([], 0);
    }

    private void Return()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}
