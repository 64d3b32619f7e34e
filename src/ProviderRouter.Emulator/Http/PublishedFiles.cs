using System.Collections.Concurrent;

namespace ProviderRouter.Emulator.Http;

/// <summary>Files that an answer names by address; they open without a key.</summary>
internal sealed class PublishedFiles(string folder)
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string MediaType)> _files = new(StringComparer.Ordinal);

    /// <summary>Keeps a file and gives its address.</summary>
    public string Add(Exchange exchange, string name, (byte[] Bytes, string MediaType) file)
    {
        _files[name] = file;
        return Address(exchange, name);
    }

    public string Address(Exchange exchange, string name) => exchange.Link($"{folder}/{name}");

    public bool Serves(Exchange exchange) => exchange.Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public Task WriteAsync(Exchange exchange)
    {
        exchange.Provider.Protocol.RequireMethod(exchange, "GET");
        return _files.TryGetValue(exchange.Path[(folder.Length + 1)..], out var file)
            ? exchange.WriteBytesAsync(200, file.Bytes, file.MediaType)
            : throw exchange.Provider.Protocol.NotFound(exchange);
    }
}
