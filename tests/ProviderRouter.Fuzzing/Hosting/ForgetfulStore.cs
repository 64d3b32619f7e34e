using ProviderRouter.Resilience;

namespace ProviderRouter.Fuzzing.Hosting;

/// <summary>Lets every exchange through: what one broken answer says of its server must not keep the next one from being read.</summary>
internal sealed class ForgetfulStore : ITargetStateStore, ITargetState
{
    public ITargetState Get(TargetKey key) => this;

    public ValueTask<TargetStatus> LookAsync(CancellationToken cancellationToken) => default;

    public ValueTask<TargetAdmission> EnterAsync(CancellationToken cancellationToken) => new(TargetAdmission.Admit(default, default));

    public ValueTask ReportAsync(TargetAdmission admission, TargetReport report, CancellationToken cancellationToken) => default;

    public ValueTask BreakAsync(TargetAdmission admission, CancellationToken cancellationToken) => default;

    public ValueTask<bool> TrySpendAsync(int tokens, CancellationToken cancellationToken) => new(true);
}
