namespace ProviderRouter.Emulator.Fal;

/// <summary>An endpoint id: the application, which owns the queue, and the path inside of it.</summary>
internal sealed record FalEndpoint(string App, string Path)
{
    public string Id => Path.Length == 0 ? App : $"{App}/{Path}";

    /// <summary>Reads <c>owner/alias[/path]</c>; the namespaces stand before that, and an old id has its owner's number in one with the alias.</summary>
    public static FalEndpoint? Parse(IReadOnlyList<string> segments)
    {
        if (segments.Any(segment => segment.Length == 0))
        {
            return null;
        }

        if (segments.Count > 0 && segments[0].IndexOf('-', StringComparison.Ordinal) is > 0 and var dash
            && segments[0].AsSpan(0, dash).ContainsAnyExceptInRange('0', '9') == false)
        {
            return Parse([segments[0][..dash], segments[0][(dash + 1)..], .. segments.Skip(1)]);
        }

        var length = segments.Count > 0 && segments[0] is "workflows" or "comfy" ? 3 : 2;
        return segments.Count < length
            ? null
            : new FalEndpoint(string.Join('/', segments.Take(length)), string.Join('/', segments.Skip(length)));
    }
}
