using System.Globalization;

namespace ProviderRouter.DependencyInjection;

/// <summary>The lines <c>NAME=value</c> of a <c>.env</c> file, read as data: nothing is expanded, nothing run. A line that is none is told by its number, never by its text.</summary>
/// <param name="Path">The file.</param>
/// <param name="Values">The values by name.</param>
/// <param name="Malformed">What is wrong with the lines that could not be read, each with its name, which is empty where the line has none.</param>
internal sealed record DotEnvFile(string Path, IReadOnlyDictionary<string, string> Values, IReadOnlyList<(string Name, string Problem)> Malformed)
{
    private const int MaxLength = 1 << 20;

    /// <summary>Reads a file; empty when there is none.</summary>
    public static DotEnvFile Read(string path, ConfigurationProblems problems)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return Empty(path);
            }

            if (file.Length > MaxLength)
            {
                problems.Add($"{path}: the file is larger than {MaxLength} bytes; set ReadDotEnv to false if it holds no keys.");
                return Empty(path);
            }

            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{path}: the file cannot be read ({exception.GetType().Name}); mend its permissions, or set ReadDotEnv to false.");
            return Empty(path);
        }
    }

    /// <summary>Parses a file's text. A name that comes twice keeps its last value, as in a shell.</summary>
    public static DotEnvFile Parse(string text, string path)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var malformed = new List<(string, string)>();
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim().TrimStart('\uFEFF');
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                line = line[7..].TrimStart();
            }

            var equals = line.IndexOf('=');
            var name = equals < 0 ? default : line[..equals].Trim();
            var isName = IsName(name);
            if (!isName || !TryReadValue(line[(equals + 1)..].Trim(), out var value))
            {
                malformed.Add((
                    isName ? name.ToString() : "",
                    string.Create(CultureInfo.InvariantCulture, $"{path}, line {number}: the line is not of the form NAME=value; quote a value that holds spaces and close the quotes.")));
                continue;
            }

            values[name.ToString()] = value;
        }

        return new(path, values, malformed);
    }

    private static DotEnvFile Empty(string path) => new(path, new Dictionary<string, string>(), []);

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0]))
        {
            return false;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadValue(ReadOnlySpan<char> text, out string value)
    {
        value = "";
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is '"' or '\'')
        {
            var end = text[1..].IndexOf(text[0]);
            var rest = end < 0 ? default : text[(end + 2)..].Trim();
            value = end < 0 ? "" : text.Slice(1, end).ToString();
            return end >= 0 && (rest.IsEmpty || rest[0] == '#');
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        value = (comment < 0 ? text : text[..comment].TrimEnd()).ToString();
        return true;
    }
}
