using System.Text;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

public sealed class JsonShapeTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData(" ", false)]
    [InlineData("{", true)]
    [InlineData("[[1,2]", true)]
    [InlineData("{\"a\":\"b", true)]
    [InlineData("{\"a\":\"b\"", true)]
    [InlineData("\"a", true)]
    [InlineData("{}", false)]
    [InlineData("[1]", false)]
    [InlineData("{]", false)]
    [InlineData("<html>", false)]
    [InlineData("oops", false)]
    public void IsCut_Json_IsWhatIsValidAndNotAtItsEnd(string json, bool isCut) => JsonShape.IsCut(Encoding.UTF8.GetBytes(json)).Should().Be(isCut);

    [Theory]
    [InlineData("[", 64, false)]
    [InlineData("[", 65, true)]
    [InlineData("[", 100_000, true)]
    [InlineData("{\"a\":", 64, false)]
    [InlineData("{\"a\":", 65, true)]
    [InlineData("[{\"a\":", 32, false)]
    [InlineData("[{\"a\":", 33, true)]
    [InlineData("[],[", 1_000, false)] // no JSON
    [InlineData("[{},[],", 63, false)]
    [InlineData("[{},[],", 64, true)]
    [InlineData("\"[[[[[[[[[[[[\"", 10, false)]
    [InlineData("[\"[[[[[[[[[[[[\",", 20, false)]
    public void IsTooDeep_Levels_AreCountedUpToWhereItIsValid(string open, int times, bool isTooDeep) =>
        JsonShape.IsTooDeep(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, times)))).Should().Be(isTooDeep);

    [Fact]
    public void IsTooDeep_WrongBeforeItIsDeep_IsJustWrong() =>
        JsonShape.IsTooDeep(Encoding.UTF8.GetBytes("[oops," + new string('[', 100))).Should().BeFalse();
}
