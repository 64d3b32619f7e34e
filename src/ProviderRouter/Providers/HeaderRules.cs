using System.Buffers;

namespace ProviderRouter.Providers;

/// <summary>Which headers a request may be given beside the transport's own.</summary>
internal static class HeaderRules
{
    private static readonly string[] Reserved = ["Authorization", "Host", "Content-Length", "Transfer-Encoding", "Connection"];
    private static readonly SearchValues<char> InNames = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Null when a header may be set; else why not, without its value.</summary>
    public static string? Problem(string name, string? value)
    {
        foreach (var reserved in Reserved)
        {
            if (string.Equals(reserved, name, StringComparison.OrdinalIgnoreCase))
            {
                return "is set by the transport; leave it out";
            }
        }

        // A line break would begin a header of its own.
        return name.Length == 0 || name.AsSpan().ContainsAnyExcept(InNames) ? "is no name of a header"
            : value is null || value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? "has a value that is no printable ASCII on one line"
            : null;
    }

    /// <summary>Whether the framework takes it as a header of a request; one of a body, <c>Content-Type</c> say, it does not.</summary>
    public static bool IsOfRequests(string name, string value)
    {
        using var probe = new HttpRequestMessage();
        try
        {
            probe.Headers.Add(name, value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
