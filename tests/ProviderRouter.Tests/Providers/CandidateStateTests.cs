using ProviderRouter.Providers;

namespace ProviderRouter.Tests.Providers;

/// <summary>A job and a rival exclude each other, whichever comes first.</summary>
public sealed class CandidateStateTests
{
    [Fact]
    public void TrySubmit_Alone_IsAllowedAgainAndKeepsRivalsAway()
    {
        var state = new CandidateState();

        (state.TrySubmit(), state.TrySubmit(), state.HasSubmitted, state.TryAddRival()).Should().Be((true, true, true, false));
    }

    [Fact]
    public void TrySubmit_BesideARival_IsRefused()
    {
        var state = new CandidateState();

        (state.TryAddRival(), state.TrySubmit(), state.HasSubmitted).Should().Be((true, false, false));
    }

    [Fact]
    public void TrySubmit_Hedge_IsRefused() => new CandidateState { IsHedge = true }.TrySubmit().Should().BeFalse();
}
