using System.Text;

namespace ProviderRouter;

/// <summary>Puts streamed answers together.</summary>
public static class ChatUpdateExtensions
{
    /// <summary>Reads a streamed answer to its end and gives it as a whole one.</summary>
    /// <param name="updates">The stream.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ProviderException">The providers that were asked failed.</exception>
    /// <exception cref="InvalidOperationException">The stream ended without a <see cref="ChatFinishedUpdate"/>.</exception>
    public static async Task<ChatResponse> ToResponseAsync(this IAsyncEnumerable<ChatUpdate> updates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        var choices = new SortedDictionary<int, ChoiceBuilder>();
        ResponseInfo? info = null;
        await foreach (var update in updates.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (update is ChatUsageUpdate)
            {
                continue; // of all answers together, and in the last one's info
            }

            if (update is ChatStreamRestartedUpdate restarted)
            {
                if (!restarted.Continues)
                {
                    choices.Clear();
                }

                continue;
            }

            if (!choices.TryGetValue(update.ChoiceIndex, out var choice))
            {
                choices.Add(update.ChoiceIndex, choice = new());
            }

            choice.Add(update);
            info = update is ChatFinishedUpdate ? update.Info ?? info : info;
        }

        return choices.Count > 0 && choices.Values.All(choice => choice.IsFinished)
            ? new() { Choices = [.. choices.Select(choice => choice.Value.Build(choice.Key))], Info = info ?? ResponseInfo.Empty }
            : throw new InvalidOperationException("The stream ended without a ChatFinishedUpdate for each of its answers.");
    }

    private sealed class ChoiceBuilder
    {
        private readonly StringBuilder text = new();
        private readonly StringBuilder reasoning = new();
        private readonly StringBuilder refusal = new();
        private readonly SortedDictionary<int, CallBuilder> calls = [];
        private readonly List<TokenLogProbability> logProbabilities = [];
        private FinishReason? finishReason;

        public bool IsFinished => finishReason is not null;

        public void Add(ChatUpdate update)
        {
            switch (update)
            {
                case ChatTextUpdate piece: text.Append(piece.Text); break;
                case ChatReasoningUpdate piece: reasoning.Append(piece.Text); break;
                case ChatRefusalUpdate piece: refusal.Append(piece.Text); break;
                case ChatToolCallUpdate piece: Add(piece); break;
                case ChatLogProbabilitiesUpdate tokens: logProbabilities.AddRange(tokens.LogProbabilities); break;
                case ChatFinishedUpdate finished: finishReason = finished.FinishReason; break;
            }
        }

        public ChatChoice Build(int index) => new()
        {
            Index = index,
            Message = new() { Role = ChatRole.Assistant, Parts = [.. Parts()], Refusal = refusal.Length == 0 ? null : refusal.ToString() },
            FinishReason = finishReason!.Value,
            LogProbabilities = logProbabilities,
        };

        private void Add(ChatToolCallUpdate piece)
        {
            if (!calls.TryGetValue(piece.CallIndex, out var call))
            {
                calls.Add(piece.CallIndex, call = new());
            }

            call.Id ??= piece.Id;
            call.Name ??= piece.Name;
            call.Arguments.Append(piece.Arguments);
        }

        private IEnumerable<ChatPart> Parts()
        {
            if (reasoning.Length > 0)
            {
                yield return new ChatReasoningPart(reasoning.ToString());
            }

            if (text.Length > 0)
            {
                yield return new ChatTextPart(text.ToString());
            }

            foreach (var call in calls.Values)
            {
                yield return new ChatToolCallPart { Id = call.Id ?? "", Name = call.Name ?? "", Arguments = call.Arguments.ToString() };
            }
        }
    }

    private sealed class CallBuilder
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
