using ProviderRouter.DependencyInjection;

namespace ProviderRouter.Tests.DependencyInjection;

/// <summary>A file of keys that cannot be read as one.</summary>
public sealed class DotEnvFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("provider-router-").FullName;
    private readonly ConfigurationProblems problems = new();

    private string FilePath => Path.Combine(folder, ".env");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_NoFile_IsEmptyAndNoMistake()
    {
        DotEnvFile.Read(FilePath, problems).Values.Should().BeEmpty();

        problems.Failures.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1 << 20, true)]
    [InlineData((1 << 20) + 1, false)]
    public void Read_FileOfAMebibyte_IsTheLargestThatIsRead(int length, bool isRead)
    {
        File.WriteAllText(FilePath, "HF_TOKEN=k\n#".PadRight(length, 'x'));

        var file = DotEnvFile.Read(FilePath, problems);

        file.Values.ContainsKey("HF_TOKEN").Should().Be(isRead);
        problems.Failures.Count(failure => failure.StartsWith($"{FilePath}: the file is larger than 1048576 bytes;")).Should().Be(isRead ? 0 : 1);
    }

    [Fact]
    public void Read_FileThatAnotherHolds_IsReportedWithTheFix()
    {
        File.WriteAllText(FilePath, "HF_TOKEN=canary");
        using var holder = new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        DotEnvFile.Read(FilePath, problems).Values.Should().BeEmpty();

        problems.Failures.Should().Equal($"{FilePath}: the file cannot be read (IOException); mend its permissions, or set ReadDotEnv to false.");
    }

    [Theory]
    [InlineData("A=b c", "b c")]
    [InlineData("A='b # c'", "b # c")]
    [InlineData("A=\"b\" # c", "b")]
    [InlineData("A=b # c", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("export A = b", "b")]
    [InlineData("\uFEFFA=b", "b")]
    [InlineData("A=b\nA=c", "c")]
    [InlineData("A=", "")]
    [InlineData("A=\"\"", "")]
    public void Parse_Line_GivesItsValue(string text, string value)
    {
        var file = DotEnvFile.Parse(text, FilePath);

        file.Malformed.Should().BeEmpty();
        file.Values.Should().Equal(new Dictionary<string, string> { ["A"] = value });
    }

    [Theory]
    [InlineData("A=\"b", "A")]
    [InlineData("A='b' c", "A")]
    [InlineData("A b", "")]
    [InlineData("=b", "")]
    [InlineData("1A=b", "")]
    [InlineData("A B=c", "")]
    public void Parse_LineThatIsNone_IsToldByItsNumberAndName(string text, string name)
    {
        var (found, problem) = DotEnvFile.Parse($"# keys\n\n{text}", FilePath).Malformed.Should().ContainSingle().Subject;

        found.Should().Be(name);
        problem.Should().StartWith($"{FilePath}, line 3: ");
    }
}
