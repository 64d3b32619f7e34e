namespace ProviderRouter.Providers;

/// <summary>Lets callers who ask the same at a time share one answer. The asking ends when the last of them has given up.</summary>
/// <typeparam name="TAnswer">The answer; a failure is one too.</typeparam>
internal sealed class SharedQuestions<TAnswer>
{
    private readonly Lock changing = new();
    private readonly Dictionary<string, Question> open = new(StringComparer.Ordinal);

    /// <summary>Asks, or waits for the answer that somebody else has asked for.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="ask">Asks; the token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends this wait.</param>
    public async Task<TAnswer> AskAsync(string key, Func<CancellationToken, Task<TAnswer>> ask, CancellationToken cancellationToken)
    {
        var question = Join(key, ask);
        try
        {
            return await question.Answer.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, question);
        }
    }

    private Question Join(string key, Func<CancellationToken, Task<TAnswer>> ask)
    {
        lock (changing)
        {
            if (!open.TryGetValue(key, out var question))
            {
                open[key] = question = new(ask);
            }

            question.Waiting++;
            return question;
        }
    }

    private void Leave(string key, Question question)
    {
        lock (changing)
        {
            if (--question.Waiting > 0)
            {
                return;
            }

            open.Remove(key);
        }

        question.Dispose();
    }

    private sealed class Question : IDisposable
    {
        private readonly CancellationTokenSource end = new();

        public Question(Func<CancellationToken, Task<TAnswer>> ask)
        {
            var token = end.Token;
            Answer = new(() => ask(token));
        }

        public Lazy<Task<TAnswer>> Answer { get; }

        public int Waiting { get; set; }

        public void Dispose()
        {
            end.Cancel();
            end.Dispose();
        }
    }
}
