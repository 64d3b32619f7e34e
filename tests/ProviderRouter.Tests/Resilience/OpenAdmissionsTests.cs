using CsCheck;
using ProviderRouter.Resilience;

namespace ProviderRouter.Tests.Resilience;

public sealed class OpenAdmissionsTests
{
    private readonly OpenAdmissions admissions = new();

    [Fact]
    public void TryClose_NoTicket_IsFalse()
    {
        admissions.TryClose(default).Should().BeFalse();
        admissions.Open();
        admissions.TryClose(default).Should().BeFalse();
    }

    [Fact]
    public void TryClose_PlaceThatAnotherHasNow_IsFalse()
    {
        var first = admissions.Open();
        admissions.TryClose(first).Should().BeTrue();
        var second = admissions.Open();

        second.Place.Should().Be(first.Place);
        admissions.TryClose(first).Should().BeFalse();
        admissions.TryClose(second).Should().BeTrue();
    }

    [Fact]
    public void Open_MoreThanThereArePlaces_ForgetsOneAndKeepsCounting()
    {
        var tickets = Enumerable.Range(0, 65_536 + 10).Select(_ => admissions.Open()).ToList();

        admissions.Count.Should().Be(65_536);
        tickets.Count(admissions.TryClose).Should().Be(65_536);
        admissions.Count.Should().Be(0);
    }

    [Fact]
    public void TryClose_AnyOrder_SucceedsOnceForEach() =>
        Gen.Int[-20, 20].Array[0, 200].Sample(steps =>
        {
            var (open, closed, all) = (new List<AdmissionTicket>(), new List<AdmissionTicket>(), new OpenAdmissions());
            foreach (var step in steps)
            {
                if (step >= 0)
                {
                    open.Add(all.Open());
                }
                else if (open.Count > 0)
                {
                    var ticket = open[-step % open.Count];
                    open.Remove(ticket);
                    closed.Add(ticket);
                    all.TryClose(ticket).Should().BeTrue();
                }

                all.Count.Should().Be(open.Count);
                open.Should().OnlyHaveUniqueItems();
                closed.Should().NotContain(ticket => all.TryClose(ticket));
            }
        });
}
