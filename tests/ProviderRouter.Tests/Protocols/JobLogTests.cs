using ProviderRouter.Protocols.Jobs;

namespace ProviderRouter.Tests.Protocols;

public sealed class JobLogTests
{
    [Theory]
    [InlineData(" 50%|█████     | 14/28 [00:01<00:01]", 0.5)]
    [InlineData("0%| | 0/28", 0.0)]
    [InlineData("100%|██████████| 28/28", 1.0)]
    [InlineData("999%|█| 28/28", 1.0)]
    [InlineData("10%|█| 1/10\n20%|██| 2/10\nsaving", 0.2)]
    [InlineData("step 3 of 10", null)]
    [InlineData("at 50% of the way", null)]
    [InlineData("1234%|█| 1/2", null)]
    [InlineData("", null)]
    public void FractionOf_Log_IsThatOfTheLastLineWithProgress(string log, double? fraction) =>
        JobLog.FractionOf(log.Split('\n')).Should().Be(fraction);

    [Fact]
    public void FractionOf_NoLines_IsNone() => JobLog.FractionOf([]).Should().BeNull();
}
