using System.Text;
using ProviderRouter.Protocols.OpenAI;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Protocols.OpenAI;

public sealed class ChatAllocationTests
{
    private const int Update = 40; // header, info, choice, text
    private const int String = 32; // of four characters

    [Theory]
    [InlineData("w")]
    [InlineData("\\n")]
    public void Decode_TextDelta_AllocatesTheUpdateAndItsStringAndNothingElse(string first)
    {
        using var decoder = new ChatStreamDecoder(hasOneChoice: true);
        var chunks = Enumerable.Range(0, 1000).Select(number => Encoding.UTF8.GetBytes(OpenAIServer.Delta($$"""{"content":"{{first}}{{number:000}}"}"""))).ToArray();
        for (var round = 0; round < 3; round++) // warm: code and buffers; the room for 16,384 characters so far, which four rounds do not fill, is there
        {
            Decode(decoder, chunks);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Decode(decoder, chunks);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(chunks.Length * (Update + String));
    }

    private static void Decode(ChatStreamDecoder decoder, byte[][] chunks)
    {
        foreach (var chunk in chunks)
        {
            if (decoder.Decode(chunk, default, isBareLine: false) is null)
            {
                throw new InvalidOperationException("That was no text.");
            }
        }
    }
}
