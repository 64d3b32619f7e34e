using System.Net;
using ProviderRouter.Transport;

namespace ProviderRouter.Tests.Transport;

/// <summary>Each kind of address that is not of the public internet, its first, its last and one between, and its neighbours that are public.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("this network", "0.0.0.0", "0.1.2.3", "0.255.255.255")]
    [InlineData("private", "10.0.0.0", "10.1.2.3", "10.255.255.255")]
    [InlineData("private", "172.16.0.0", "172.20.1.2", "172.31.255.255")]
    [InlineData("private", "192.168.0.0", "192.168.1.1", "192.168.255.255")]
    [InlineData("carrier", "100.64.0.0", "100.100.100.200", "100.127.255.255")]
    [InlineData("loopback", "127.0.0.0", "127.0.0.1", "127.255.255.255")]
    [InlineData("link-local", "169.254.0.0", "169.254.169.254", "169.254.255.255")]
    [InlineData("protocols", "192.0.0.0", "192.0.0.8", "192.0.0.255")]
    [InlineData("documentation", "192.0.2.0", "192.0.2.1", "192.0.2.255")]
    [InlineData("documentation", "198.51.100.0", "198.51.100.1", "198.51.100.255")]
    [InlineData("documentation", "203.0.113.0", "203.0.113.1", "203.0.113.255")]
    [InlineData("benchmark", "198.18.0.0", "198.19.1.2", "198.19.255.255")]
    [InlineData("multicast", "224.0.0.0", "232.1.2.3", "239.255.255.255")]
    [InlineData("reserved", "240.0.0.0", "250.1.2.3", "255.255.255.255")]
    [InlineData("unspecified and v4-compatible", "::", "::1", "::127.0.0.1", "::8.8.8.8")]
    [InlineData("v4-mapped", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0:0")]
    [InlineData("NAT64", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::8.8.8.8", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("6to4", "2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::1")]
    [InlineData("Teredo", "2001::1", "2001:0:4136:e378:8000:63bf:80ff:fffe")]
    [InlineData("discard", "100::", "100::1")]
    [InlineData("documentation", "2001:db8::", "2001:db8::1", "3fff::1")]
    [InlineData("benchmark", "2001:2::1")]
    [InlineData("unique local", "fc00::", "fd00::1", "fdff:ffff::1")]
    [InlineData("link-local", "fe80::", "fe80::1", "fe80::1%1", "febf::1")]
    [InlineData("site-local", "fec0::", "fec0::1", "feff::1")]
    [InlineData("multicast", "ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("reserved", "200::1", "1::1", "1fff::1", "4000::1", "8000::1", "e000::1", "fb00::1", "5f00::1")]
    [InlineData("loopback of a zone", "::1%1")]
    public void IsPublic_AnythingElse_IsFalse(string kind, params string[] addresses)
    {
        foreach (var address in addresses)
        {
            PublicAddress.IsPublic(IPAddress.Parse(address)).Should().BeFalse($"{address} is {kind}");
        }
    }

    [Theory]
    [InlineData("1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0")]
    [InlineData("172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255")]
    [InlineData("2606:4700::1111", "2001:4860:4860::8888", "2001:200::1", "2a00:1450::1", "2620:fe::fe", "3ffe::1")]
    [InlineData("::ffff:8.8.8.8", "64:ff9b::8.8.8.8")]
    public void IsPublic_OfTheInternet_IsTrue(params string[] addresses)
    {
        foreach (var address in addresses)
        {
            PublicAddress.IsPublic(IPAddress.Parse(address)).Should().BeTrue(address);
        }
    }
}
