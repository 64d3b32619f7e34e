using ProviderRouter.Fuzzing.Parsers;

namespace ProviderRouter.Tests.Fuzzing;

/// <summary>The parsers that the first half leaves.</summary>
public sealed class SecondHalfFuzzTests : FuzzTests
{
    private static readonly Lazy<FuzzParsers> Parsers = new(() => new());

    public static TheoryData<string> Names => NamesOf(index => index % 2 == 1);

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_AnyBytes_OnlyTheProductsExceptionsComeOut(string parser) => Run(Parsers.Value, parser);
}
