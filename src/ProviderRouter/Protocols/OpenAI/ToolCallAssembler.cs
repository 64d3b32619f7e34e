using System.Globalization;
using System.Text;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>
/// Puts the pieces of streamed tool calls to their calls. Source: wire notes of the dialect, §3.4: an index may be missing, begin at 1 or be
/// used again; an id may come with every piece or never; a name may come late; arguments are never judged complete before the end.
/// </summary>
internal sealed class ToolCallAssembler
{
    private const int MaxIndex = 127;
    private const int MaxArguments = 1 << 20; // characters
    private readonly List<OpenCall> calls = [];

    /// <summary>Takes a piece; null when it gives nothing out yet.</summary>
    /// <exception cref="InvalidOperationException">An index outside 0 to 127.</exception>
    /// <exception cref="AnswerLimitException">More calls than that, or arguments that are too long.</exception>
    public ChatToolCallUpdate? Take(int choice, ToolCallPiece piece)
    {
        if (piece.Index is < 0 or > MaxIndex)
        {
            throw new InvalidOperationException($"a tool call's index is outside 0 to {MaxIndex}");
        }

        var target = Find(choice, piece) ?? Open(choice, piece.Index);
        target.WireId ??= NullIfEmpty(piece.Id);
        target.Id ??= NullIfEmpty(piece.Id);
        target.Name ??= NullIfEmpty(piece.Name);
        target.ArgumentsLength += piece.Arguments.Length;
        CheckArguments(target.ArgumentsLength);

        if (target.Name is null)
        {
            (target.Waiting ??= new()).Append(piece.Arguments);
            return null;
        }

        if (!target.IsAnnounced)
        {
            target.Id ??= NewId();
            target.IsAnnounced = true;
            var arguments = target.Waiting is { } waiting ? waiting.Append(piece.Arguments).ToString() : piece.Arguments;
            target.Waiting = null;
            return Update(target, arguments, target.Id, target.Name);
        }

        return piece.Arguments.Length == 0 ? null : Update(target, piece.Arguments, null, null);
    }

    /// <summary>What is still owed at the end: empty arguments are <c>{}</c>.</summary>
    /// <exception cref="InvalidOperationException">A call has no name.</exception>
    public void Finish(Queue<ChatUpdate> updates)
    {
        foreach (var call in calls)
        {
            if (call.Name is null)
            {
                throw new InvalidOperationException("a tool call has no name");
            }

            if (call.ArgumentsLength == 0)
            {
                updates.Enqueue(Update(call, "{}", null, null));
            }
        }
    }

    public static string NewId() => string.Create(CultureInfo.InvariantCulture, $"call_{Guid.NewGuid():N}");

    /// <summary>Refuses another call beside those that there are, once they are the most.</summary>
    /// <exception cref="AnswerLimitException">They are.</exception>
    public static void CheckCalls(int count)
    {
        if (count > MaxIndex)
        {
            throw new AnswerLimitException($"the answer calls more than {MaxIndex + 1} tools");
        }
    }

    /// <summary>Refuses arguments that are too long.</summary>
    /// <exception cref="AnswerLimitException">They are.</exception>
    public static void CheckArguments(int length)
    {
        if (length > MaxArguments)
        {
            throw new AnswerLimitException($"a tool call's arguments are longer than {MaxArguments} characters");
        }
    }

    private OpenCall? Find(int choice, ToolCallPiece piece)
    {
        if (piece is { Index: null, Id.Length: > 0 } && calls.Find(call => call.Choice == choice && call.WireId == piece.Id) is { } named)
        {
            return named;
        }

        for (var index = calls.Count - 1; index >= 0; index--)
        {
            var known = calls[index];
            if (known.Choice != choice || (piece.Index is not null && known.WireIndex != piece.Index))
            {
                continue;
            }

            // A new id under an old index, or without one, begins another call.
            var isOther = piece.Id is { Length: > 0 } && known.WireId is not null && known.WireId != piece.Id
                && (piece.Index is null || piece.Name is { Length: > 0 });
            return isOther ? null : known;
        }

        return null;
    }

    private OpenCall Open(int choice, int? wireIndex)
    {
        var open = new OpenCall { Choice = choice, WireIndex = wireIndex, CallIndex = calls.Count(call => call.Choice == choice) };
        CheckCalls(open.CallIndex);

        calls.Add(open);
        return open;
    }

    private static ChatToolCallUpdate Update(OpenCall call, string arguments, string? id, string? name) =>
        new() { ChoiceIndex = call.Choice, CallIndex = call.CallIndex, Id = id, Name = name, Arguments = arguments };

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;

    private sealed class OpenCall
    {
        public required int Choice { get; init; }

        public required int? WireIndex { get; init; }

        public required int CallIndex { get; init; }

        public string? WireId { get; set; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        /// <summary>Arguments that came before the name.</summary>
        public StringBuilder? Waiting { get; set; }

        public int ArgumentsLength { get; set; }

        public bool IsAnnounced { get; set; }
    }
}
