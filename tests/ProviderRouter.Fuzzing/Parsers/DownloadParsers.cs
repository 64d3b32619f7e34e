using ProviderRouter.Fuzzing.Hosting;
using ProviderRouter.Fuzzing.Mutation;
using ProviderRouter.Fuzzing.Running;
using ProviderRouter.Fuzzing.Seeds;

namespace ProviderRouter.Fuzzing.Parsers;

/// <summary>What reads the far end of an address that a provider gave: redirects, types, the file.</summary>
internal static class DownloadParsers
{
    private static readonly IReadOnlyList<Seed> Files =
    [
        .. Seed.Of(
            "HTTP 200\nContent-Type: image/png\nContent-Length: 4\nContent-Disposition: attachment; filename=\"a.png\"\n\n\u0089PNG", "HTTP 200\nContent-Type: application/octet-stream\n\nGIF89a12", "HTTP 302\nLocation: https://example.com/b.png\n\n",
            "HTTP 307\nLocation: /c?x=1#y\n\n", "HTTP 301\nLocation: http://127.0.0.1/\n\n", "HTTP 404\n\nnone", "HTTP 403\nContent-Type: application/xml\n\n<Error><Code>AccessDenied</Code></Error>"),
        .. ErrorSeeds.Few,
    ];

    public static IEnumerable<FuzzParser> Of(FuzzHost host) =>
    [
        new("downloads", [host.Variant("file", Files, "image/png", null, async () => await host.Downloader.Reference("own", "https://example.com/a.png").ReadBytesAsync(host.Token))]),
    ];
}
