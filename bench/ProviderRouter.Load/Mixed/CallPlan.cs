namespace ProviderRouter.Load.Mixed;

/// <summary>Which call comes next: the kinds by fixed shares, and each kind's faults in turn, so that every run deals the same.</summary>
/// <param name="faults">How many calls of a hundred meet a fault.</param>
internal sealed class CallPlan(int faults)
{
    private const string Shares = "CSCSECSIJCSCSECSIJCE"; // of twenty calls

    private readonly Lock gate = new();
    private readonly Dictionary<WorkKind, Turn> turns = Enum.GetValues<WorkKind>().ToDictionary(kind => kind, kind => new Turn(FaultCase.Of(kind)));
    private int count;

    public Call Next()
    {
        lock (gate)
        {
            var number = count++;
            var kind = Shares[number % Shares.Length] switch
            {
                'C' => WorkKind.Chat,
                'S' => WorkKind.Stream,
                'E' => WorkKind.Embeddings,
                'I' => WorkKind.Image,
                _ => WorkKind.Job,
            };
            return new(number, kind, turns[kind].Next(faults));
        }
    }

    private sealed class Turn(IReadOnlyList<FaultCase> cases)
    {
        private int owed;
        private int dealt;

        public FaultCase? Next(int faults)
        {
            owed += faults;
            if (owed < 100)
            {
                return null;
            }

            owed -= 100;
            return cases[dealt++ % cases.Count];
        }
    }
}
