using ProviderRouter.Fuzzing.Parsers;

namespace ProviderRouter.Tests.Fuzzing;

/// <summary>Every other parser, beside the others at the same time.</summary>
public sealed class FirstHalfFuzzTests : FuzzTests
{
    private static readonly Lazy<FuzzParsers> Parsers = new(() => new());

    public static TheoryData<string> Names => NamesOf(index => index % 2 == 0);

    [Theory]
    [MemberData(nameof(Names))]
    public void Parser_AnyBytes_OnlyTheProductsExceptionsComeOut(string parser) => Run(Parsers.Value, parser);
}
