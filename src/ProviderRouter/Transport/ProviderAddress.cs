using System.Buffers;
using System.Net;
using System.Text;

namespace ProviderRouter.Transport;

/// <summary>Makes addresses below a provider's base and proves that they are there: <c>new Uri(base, "..")</c> climbs, and <c>//host</c> replaces the host.</summary>
internal sealed class ProviderAddress
{
    private const int MaxCached = 256;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\\#\"<>^`{|}" + string.Concat(Enumerable.Range(0, 33).Select(code => (char)code)) + (char)127);

    private readonly string provider;
    private readonly Uri baseAddress;
    private readonly BoundedCache<string, Uri> cache = new(MaxCached);

    public ProviderAddress(string provider, Uri baseAddress)
    {
        this.provider = provider;
        var text = baseAddress.GetLeftPart(UriPartial.Path);
        this.baseAddress = new Uri(text.EndsWith('/') ? text : text + "/");
        IsNear = this.baseAddress.IsLoopback || (IPAddress.TryParse(this.baseAddress.IdnHost.Trim('[', ']'), out var address) && !PublicAddress.IsPublic(address));
    }

    public Uri Base => baseAddress;

    /// <summary>Whether the server is on this machine or in a private network.</summary>
    public bool IsNear { get; }

    /// <summary>The address of a path; one that comes again, unlike that of a single job, is kept.</summary>
    public Uri Build(string path, bool keep)
    {
        if (cache.TryGet(path, out var known))
        {
            return known;
        }

        var address = Check(path);
        if (keep)
        {
            cache.Add(path, address);
        }

        return address;
    }

    public bool IsSameOrigin(Uri? address) =>
        address is not null
        && address.Port == baseAddress.Port
        && address.Scheme == baseAddress.Scheme
        && address.UserInfo == baseAddress.UserInfo
        && HostName.Of(address) is { } host
        && string.Equals(host, baseAddress.IdnHost, StringComparison.OrdinalIgnoreCase);

    private Uri Check(string path)
    {
        var pathOnly = path.AsSpan();
        var query = pathOnly.IndexOf('?');
        if (query >= 0)
        {
            pathOnly = pathOnly[..query];
        }

        var valid = path.AsSpan().IndexOfAny(Forbidden) < 0 && !pathOnly.Contains('%') && Ascii.IsValid(path);
        foreach (var range in pathOnly.Split('/'))
        {
            var segment = pathOnly[range];
            valid &= segment is not ("" or "." or "..");
        }

        if (valid
            && Uri.TryCreate(string.Concat(baseAddress.AbsoluteUri, path), UriKind.Absolute, out var address)
            && IsSameOrigin(address)
            && address.AbsolutePath.StartsWith(baseAddress.AbsolutePath, StringComparison.Ordinal))
        {
            return address;
        }

        throw new ProviderException(
            provider, ErrorKind.InvalidRequest, $"Provider '{provider}': the model id does not make a valid address below the provider's base. Check it for '..', '%', '#' or empty parts.")
        {
            Phase = AttemptPhase.Connecting,
        };
    }
}
