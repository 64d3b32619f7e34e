using System.Text;
using System.Text.Json;

namespace ProviderRouter.Providers.Replicate;

/// <summary>Keeps what a stream gave of an output, and tells what is still to come of the whole.</summary>
internal sealed class ReplicateRest
{
    private readonly StringBuilder text = new();
    private int files;

    /// <summary>How many characters of text or files were given.</summary>
    public int Count => text.Length + files;

    /// <summary>All the text that was given.</summary>
    public string Text => text.ToString();

    /// <summary>Notes a piece.</summary>
    /// <param name="piece">The piece as the stream gave it.</param>
    /// <param name="mayBeFile">Whether an address is one of a file, and no text.</param>
    public ReplicatePiece Add(string piece, bool mayBeFile)
    {
        if (mayBeFile && ReplicateFiles.IsFile(piece))
        {
            files++;
            return new(null, JsonElement.Parse($"\"{JsonEncodedText.Encode(piece)}\""));
        }

        text.Append(piece);
        return new(piece);
    }

    /// <summary>The pieces that are still to come; null when the whole is not what was given of it.</summary>
    public Queue<ReplicatePiece>? RestOf(JsonElement output, bool mayBeFile)
    {
        var items = output.ValueKind == JsonValueKind.Array ? output.EnumerateArray().ToList() : [output];
        if (mayBeFile && items.Exists(IsData))
        {
            return text.Length > 0 || files > items.Count ? null : new(items.Skip(files).Select(static item => new ReplicatePiece(null, item.Clone())));
        }

        var (whole, begun) = (ReplicateChat.TextOf(output), text.ToString());
        return files > 0 || !whole.StartsWith(begun, StringComparison.Ordinal) ? null
            : whole.Length > begun.Length ? new([new(whole[begun.Length..])])
            : new();
    }

    private static bool IsData(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => ReplicateFiles.IsFile(item.GetString()!),
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        _ => true,
    };
}
