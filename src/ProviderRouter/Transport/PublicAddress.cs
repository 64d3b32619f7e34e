using System.Net;
using System.Net.Sockets;

namespace ProviderRouter.Transport;

/// <summary>Whether an IP address belongs to the public internet. Names alone prove nothing: <c>localhost.</c>, full-width digits and a changing DNS answer pass every name check.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", // of what is global otherwise: protocols with Teredo, documentation, 6to4
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3"); // of IPv6 nothing else is given out
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96"); // NAT64: how a host without IPv4 reaches all of it

    public static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return address.IsIPv4MappedToIPv6 ? IsPublic(address.MapToIPv4())
                : Translated.Contains(address) ? IsPublic(new IPAddress(address.GetAddressBytes().AsSpan(12)))
                : Global.Contains(address) && IsOutside(address);
        }

        return address.AddressFamily == AddressFamily.InterNetwork && IsOutside(address);
    }

    private static bool IsOutside(IPAddress address)
    {
        foreach (var network in NotPublic)
        {
            if (network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address))
            {
                return false;
            }
        }

        return true;
    }
}
