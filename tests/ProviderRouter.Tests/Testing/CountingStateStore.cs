using System.Collections.Concurrent;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Testing;

/// <summary>The state of targets as it is, and a book of who was let through and what was told of it.</summary>
internal sealed class CountingStateStore(ITargetStateStore inner) : ITargetStateStore
{
    private readonly ConcurrentDictionary<TargetKey, CountingState> states = new();

    /// <summary>The targets that were looked at.</summary>
    public IEnumerable<TargetKey> Targets => states.Keys;

    /// <summary>For each exchange that was let through how often its end was told, and how often that its stream broke.</summary>
    public IEnumerable<(int Reports, int Breaks)> Admissions => states.Values.SelectMany(static state => state.Admissions.Values).Select(static told => (told.Reports, told.Breaks));

    /// <summary>What was told of exchanges that had not been let through.</summary>
    public int Strangers => states.Values.Sum(static state => state.Strangers);

    public ITargetState Get(TargetKey key) => states.GetOrAdd(key, static (key, inner) => new(inner.Get(key)), inner);

    private sealed class Told
    {
        public int Reports;
        public int Breaks;
    }

    private sealed class CountingState(ITargetState inner) : ITargetState
    {
        public int Strangers;

        public ConcurrentDictionary<AdmissionTicket, Told> Admissions { get; } = new();

        public ValueTask<TargetStatus> LookAsync(CancellationToken cancellationToken) => inner.LookAsync(cancellationToken);

        public async ValueTask<TargetAdmission> EnterAsync(CancellationToken cancellationToken)
        {
            var admission = await inner.EnterAsync(cancellationToken);
            if (admission.IsAdmitted)
            {
                Admissions.TryAdd(admission.Ticket, new()).Should().BeTrue("no two have the same ticket");
            }

            return admission;
        }

        public ValueTask ReportAsync(TargetAdmission admission, TargetReport report, CancellationToken cancellationToken)
        {
            Count(admission, static told => Interlocked.Increment(ref told.Reports));
            return inner.ReportAsync(admission, report, cancellationToken);
        }

        public ValueTask BreakAsync(TargetAdmission admission, CancellationToken cancellationToken)
        {
            Count(admission, static told => Interlocked.Increment(ref told.Breaks));
            return inner.BreakAsync(admission, cancellationToken);
        }

        public ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken) => inner.TrySpendAsync(tokens, cancellationToken);

        private void Count(TargetAdmission admission, Action<Told> count)
        {
            if (Admissions.TryGetValue(admission.Ticket, out var told))
            {
                count(told);
            }
            else
            {
                Interlocked.Increment(ref Strangers);
            }
        }
    }
}
