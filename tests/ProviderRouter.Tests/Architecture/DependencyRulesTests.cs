using System.Text.RegularExpressions;

namespace ProviderRouter.Tests.Architecture;

/// <summary>Who may use whom, read from the source: a file that names a type of another folder uses that folder.</summary>
public sealed partial class DependencyRulesTests
{
    private static readonly string Root = FindRoot();

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Abstractions"] = [],
        ["Tasks"] = ["Abstractions"],
        ["Providers"] = ["Abstractions", "Resilience"],
        ["Resilience"] = ["Abstractions", "Diagnostics"],
        ["Diagnostics"] = ["Abstractions"],
        ["Routing"] = ["Abstractions", "Providers", "Resilience", "Diagnostics"],
        ["Transport"] = ["Abstractions", "Providers", "Resilience", "Diagnostics"],
        ["Protocols"] = ["Abstractions", "Tasks", "Providers", "Transport", "Protocols/Jobs"],
        [""] = ["Abstractions", "Providers", "Routing", "Diagnostics"],
        ["DependencyInjection"] = ["Abstractions", "Providers", "Resilience", "Diagnostics", "Routing", "Transport", ""],
        ["Providers/*"] = ["Abstractions", "Tasks", "Providers", "Resilience", "Diagnostics", "Transport", "Protocols", "Protocols/Jobs", "DependencyInjection"],
    };

    [Fact]
    public void Source_EveryFile_UsesOnlyFoldersThatItMay()
    {
        var files = Directory.GetFiles(Path.Combine(Root, "src", "ProviderRouter"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Path: Path.GetRelativePath(Path.Combine(Root, "src", "ProviderRouter"), file).Replace('\\', '/'), Text: StripComments(File.ReadAllText(file))))
            .ToList();
        var owners = files
            .SelectMany(file => Declarations().Matches(file.Text).Select(match => (Type: match.Groups["name"].Value, Folder: FolderOf(file.Path))))
            .GroupBy(entry => entry.Type)
            .Where(group => group.Select(entry => entry.Folder).Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First().Folder);

        var offences = new List<string>();
        foreach (var (path, text) in files)
        {
            var folder = FolderOf(path);
            foreach (var word in Words().Matches(text).Select(match => match.Value).Distinct())
            {
                if (owners.TryGetValue(word, out var owner) && owner != folder && !MayUse(path, folder, owner))
                {
                    offences.Add($"{path} uses {word} of {owner}");
                }
            }
        }

        offences.Should().BeEmpty();
    }

    [Fact]
    public void Source_EveryFile_HoldsAtMost300Lines() =>
        AllSource().Where(file => File.ReadLines(file).Count() > 300).Should().BeEmpty();

    [Fact]
    public void Records_Properties_CannotBeSet()
    {
        var offences = typeof(IInferenceClient).Assembly.GetTypes()
            .Where(type => type.GetMethod("<Clone>$") is not null)
            .SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        offences.Should().BeEmpty();
    }

    [Fact]
    public void Emulator_Source_KnowsNothingOfTheCore()
    {
        var folder = Path.Combine(Root, "src", "ProviderRouter.Emulator");
        var offences = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => Path.GetFileName(file) != "EmulatorRoutingExtensions.cs")
            .Where(file => CoreUsings().IsMatch(File.ReadAllText(file)));

        offences.Should().BeEmpty();
    }

    private static bool MayUse(string path, string folder, string owner)
    {
        if (Path.GetFileName(path) == "BuiltInProviders.cs" && owner.StartsWith("Providers/", StringComparison.Ordinal))
        {
            return true;
        }

        if (folder.StartsWith("Tasks/", StringComparison.Ordinal))
        {
            return owner is "Abstractions";
        }

        var rules = Allowed[folder.StartsWith("Providers/", StringComparison.Ordinal) ? "Providers/*" : folder.StartsWith("Protocols/", StringComparison.Ordinal) ? "Protocols" : folder];
        var target = owner.StartsWith("Tasks/", StringComparison.Ordinal) ? "Tasks" : owner;
        if (folder.StartsWith("Providers/", StringComparison.Ordinal) && owner.StartsWith("Protocols/", StringComparison.Ordinal))
        {
            return true;
        }

        return rules.Contains(target);
    }

    // Abstractions, Tasks/Chat, Routing, Protocols/OpenAI, Providers, Providers/Fireworks; "" for the root.
    private static string FolderOf(string path)
    {
        var parts = path.Split('/');
        return parts.Length == 1 ? ""
            : parts[0] is "Tasks" or "Protocols" || (parts[0] == "Providers" && parts.Length > 2) ? $"{parts[0]}/{parts[1]}"
            : parts[0];
    }

    private static IEnumerable<string> AllSource() =>
        new[] { "src", "tests", "samples", "bench", "tools" }
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string StripComments(string text) => Literals().Replace(Comments().Replace(text, " "), " ");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ProviderRouter.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^(?:public |internal |sealed |abstract |static |readonly |partial |ref )*(?:class|record struct|record|struct|interface|enum) (?<name>[A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Declarations();

    // Not a member (after a dot, unless the dot follows a folder's name), not a property's own name.
    [GeneratedRegex(@"(?:(?<=\b(?:Resilience|Transport|Routing|Providers|Protocols|OpenAI|Jobs|DependencyInjection|Diagnostics)\.)|(?<![\w.]))[A-Z]\w+\b(?!\s*=>|\s*\{\s*get|\s*=\s)")]
    private static partial Regex Words();

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex("\"(?:[^\"\\\\\n]|\\\\.)*\"")]
    private static partial Regex Literals();

    [GeneratedRegex(@"using ProviderRouter(\.(?!Emulator)[A-Z]\w*)?;|InferenceRouting|IInferenceClient")]
    private static partial Regex CoreUsings();
}
