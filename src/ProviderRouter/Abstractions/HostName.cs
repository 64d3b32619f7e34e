namespace ProviderRouter;

/// <summary>Reads the host of an address that came from outside.</summary>
internal static class HostName
{
    /// <summary>
    /// The host as it is looked up, international names in their plain form; null for one that is none, which an address may hold without complaint
    /// until its host is asked for.
    /// </summary>
    public static string? Of(Uri address)
    {
        try
        {
            return address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
