using System.Text;

namespace ProviderRouter.Tests.Faults;

/// <summary>A request as a server saw it.</summary>
internal sealed class FaultRequest(string method, string path, IReadOnlyDictionary<string, string> headers, int connection)
{
    public string Method => method;

    /// <summary>The path with its query.</summary>
    public string Path => path;

    /// <summary>The headers, names without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>The number of its connection, from 0.</summary>
    public int Connection => connection;

    /// <summary>How many requests the server had seen before.</summary>
    public int Ordinal { get; set; }

    /// <summary>The body; empty while it was not read.</summary>
    public byte[] Body { get; set; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    public string? Key => headers.GetValueOrDefault("Authorization");

    public override string ToString() => $"{method} {path}";
}
