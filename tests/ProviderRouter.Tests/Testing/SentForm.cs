using System.Text.RegularExpressions;

namespace ProviderRouter.Tests.Testing;

/// <summary>A form as it went out: each part as <c>name=value</c>, or for a file as <c>name=filename(type):value</c>, in order.</summary>
internal static partial class SentForm
{
    public static IReadOnlyList<string> Of(string? body)
    {
        var boundary = body!.Split("\r\n", 2)[0];
        body.TrimEnd().Should().EndWith(boundary + "--");
        return [.. body.Split(boundary)[1..^1].Select(Read)];
    }

    private static string Read(string part)
    {
        var (head, value, _) = part.Trim('\r', '\n').Split("\r\n\r\n") switch
        {
            [var only] => (only, "", 0),
            [var first, .. var rest] => (first, string.Join("\r\n\r\n", rest), 0),
            _ => throw new InvalidOperationException("That was no part."),
        };
        var disposition = Disposition().Match(head);
        disposition.Success.Should().BeTrue(head);
        return disposition.Groups["file"].Success
            ? $"{disposition.Groups["name"].Value}={disposition.Groups["file"].Value}({Type().Match(head).Groups[1].Value}):{value}"
            : $"{disposition.Groups["name"].Value}={value}";
    }

    [GeneratedRegex("""Content-Disposition: form-data; name="(?<name>[^"]*)"(?:; filename="(?<file>[^"]*)")?""")]
    private static partial Regex Disposition();

    [GeneratedRegex("Content-Type: ([^\r\n]*)")]
    private static partial Regex Type();
}
