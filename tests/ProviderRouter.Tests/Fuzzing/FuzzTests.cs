using ProviderRouter.Fuzzing.Parsers;
using ProviderRouter.Fuzzing.Running;

namespace ProviderRouter.Tests.Fuzzing;

/// <summary>
/// Inputs that nobody would send, 20,000 for each parser: only the product's exceptions come out, none takes long, none takes much memory. The
/// project ProviderRouter.Fuzzing runs more of them.
/// </summary>
public abstract class FuzzTests
{
    private const int Inputs = 20_000;
    private const ulong Seed = 1;

    private protected static void Run(FuzzParsers parsers, string name)
    {
        var parser = parsers.All.Single(parser => parser.Name == name);

        var result = new FuzzRun(parser, Seed).Run(Inputs);

        TestContext.Current.TestOutputHelper?.WriteLine($"{FuzzResult.Head}\n{result}");
        result.Failures.Should().BeEmpty();
        result.Inputs.Should().Be(Inputs);
        result.Idle.Should().BeEmpty("each way in takes its seeds, and refuses what is broken");
    }

    private protected static TheoryData<string> NamesOf(Func<int, bool> isChosen)
    {
        using var parsers = new FuzzParsers();
        return [.. parsers.All.Where((_, index) => isChosen(index)).Select(parser => parser.Name)];
    }
}
